import { mailboxVariable } from "@config-remediation-lab/local/support/mailboxVariable";
import { readMails, type Mail } from "@config-remediation-lab/local/aws/sns/mailbox";
import { exitCodes, LabError } from "../failures";
import { print, printJson } from "../output/print";
import { layoutFor, renderTable } from "../output/table";
import { timeInWords } from "../output/time";
import { confirmationLink } from "./confirmationLink";

export interface RunMailOptions {
  readonly confirm?: boolean;
  readonly json?: boolean;
}

/**
 * Runs `config-lab mail`: lists the mails of the session, prints one, or confirms the subscriptions.
 *
 * @param number of the mail to print, from 1 as in the list
 * @returns the exit code
 */
export async function runMail(
  number: number | undefined,
  { confirm, json }: RunMailOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const mails = await readMails(mailboxFolder(environment));
  if (confirm) return confirmAll(mails);
  if (number !== undefined) {
    const mail = mailNumbered(mails, number);
    if (json) printJson(mail);
    else print(mailAsText(mail));
  } else if (json) printJson(mails);
  else print(renderTable(listOf(mails), layoutFor(process.stdout)));
  return exitCodes.ok;
}

/** @throws LabError outside a session */
function mailboxFolder(environment: NodeJS.ProcessEnv): string {
  const folder = environment[mailboxVariable];
  if (folder) return folder;
  throw new LabError(
    "AWS delivers mails to the real mailbox of subscriptionEmail; this command reads those of AWS on this machine.",
    {
      code: "NoMailbox",
      next: "Look into that mailbox, spam folder included, or run the command in a session: npx config-lab local --shell",
    },
  );
}

function mailNumbered(mails: readonly Mail[], number: number): Mail {
  const mail = mails[number - 1];
  if (mail !== undefined) return mail;
  const present = mails.length === 0 ? "the mailbox is empty" : `the mailbox has 1 to ${mails.length}`;
  throw new LabError(`There is no mail ${number}: ${present}.`, {
    code: "NoSuchMail",
    exitCode: exitCodes.usage,
    next: "List the mails: config-lab mail",
  });
}

/** Opens the link of every mail that asks for a confirmation, as the subscriber does. Opening it again changes nothing. */
async function confirmAll(mails: readonly Mail[]): Promise<number> {
  const requests = mails.flatMap((mail) => {
    const link = confirmationLink(mail);
    return link === undefined ? [] : [{ to: mail.To, link }];
  });
  if (requests.length === 0) {
    throw new LabError("No mail asks for the confirmation of a subscription.", {
      code: "NothingToConfirm",
      exitCode: exitCodes.checkFailed,
      next: "It is sent when the stack is deployed: pulumi up",
    });
  }
  for (const { to, link } of requests) {
    const response = await fetch(link);
    const answer = await response.text();
    if (!response.ok) {
      throw new LabError(`The link in the mail to ${to} answered ${response.status}: ${messageIn(answer)}`, {
        code: "NotConfirmed",
        exitCode: exitCodes.checkFailed,
        next: "Deploy the stack again for a new mail: pulumi destroy, then pulumi up",
      });
    }
    print(`Confirmed the subscription of ${to}`);
  }
  return exitCodes.ok;
}

const messageIn = (xml: string): string => /<Message>([^<]*)<\/Message>/.exec(xml)?.[1] ?? xml.slice(0, 200);

function listOf(mails: readonly Mail[]) {
  return {
    title: "Mails: config-lab mail NUMBER prints one",
    head: ["number", "date (UTC)", "to", "subject"],
    rows: mails.map((mail, index) => [
      String(index + 1),
      timeInWords(new Date(mail.Date)),
      mail.To,
      mail.Subject,
    ]),
  };
}

function mailAsText({ From, To, Date, Subject, Body }: Mail): string {
  return [`From: ${From}`, `To: ${To}`, `Date: ${Date}`, `Subject: ${Subject}`, "", Body.trimEnd()].join(
    "\n",
  );
}
