import { Command, InvalidArgumentError } from "commander";

/** `config-lab mail`: the mails of AWS on this machine. */
export function mailCommand(): Command {
  return new Command("mail")
    .description("the mails of AWS on this machine: list them, print one, confirm the subscription")
    .argument("[number]", "the mail to print, by its number in the list", mailNumber)
    .option("-c, --confirm", "open the link of each mail that asks for the confirmation of a subscription")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
On AWS the mails are in the real mailbox of subscriptionEmail.

Examples, in a session (npx config-lab local --shell):
  $ config-lab mail              the list
  $ config-lab mail 1            the first mail
  $ config-lab mail --confirm    Task 1: confirm the subscription
`,
    )
    .action(
      async (
        number: number | undefined,
        options: { confirm?: boolean; json?: boolean },
        command: Command,
      ) => {
        if (options.confirm && (number !== undefined || options.json)) {
          command.error("error: --confirm takes neither a number nor --json");
        }
        const { runMail } = await import("../mail/runMail");
        process.exitCode = await runMail(number, options);
      },
    );
}

function mailNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError(`expected the number of a mail, such as 1, got "${text}"`);
}
