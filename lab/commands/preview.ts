import { Command, InvalidArgumentError } from "commander";
import type { Operation } from "../preview/changes";
import type { PreviewOptions } from "../preview/runPreview";

const examples = `
The lab of the base is brought up on this machine, without an account, and the program of the working tree, with
everything that isn't committed yet, is previewed over it. Secrets aren't printed.

Exit codes: 0 nothing is refused, 1 an operation of --fail-on is needed or a policy is violated, 2 wrong arguments,
3 a prerequisite is missing.

Examples:
  $ npx config-lab preview --base main                            what does my change do to a lab of main?
  $ npx config-lab preview --base main --fail-on delete,replace   and may it go in without asking?
  $ npx config-lab preview --base HEAD~1 --json                   for a script
  $ npx config-lab preview --from preview.json --fail-on delete   the same for a stack on AWS, after
                                                                  pulumi preview --json > preview.json
`;

interface Options extends Omit<PreviewOptions, "base"> {
  readonly base?: string;
  readonly from?: string;
}

/** `config-lab preview`: what a change of the program does to a lab that exists. */
export function previewCommand(): Command {
  return new Command("preview")
    .description("show what a change of the program does to a lab that exists, on this machine")
    .option("--base <ref>", "commit, branch or tag whose lab exists")
    .option("--from <file>", "instead of --base: what pulumi preview --json printed about a stack")
    .option("-s, --stack <name>", "the stack whose file, Pulumi.NAME.yaml, configures the lab", "dev")
    .option("--fail-on <operations>", "refuse these: create, update, replace, delete", readOperations, [])
    .option(
      "--policy-pack <folder...>",
      "policy packs to hold the change to (default: policies of this clone)",
    )
    .option("--summary <file>", "append the result to this file, as Markdown")
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples)
    .action(async (options: Options, command: Command) => {
      const { base, from } = options;
      const { runPreview, runPrintedPreview } = await import("../preview/runPreview");
      if (base !== undefined && from === undefined) process.exitCode = await runPreview({ ...options, base });
      else if (base === undefined && from !== undefined)
        process.exitCode = await runPrintedPreview(from, options);
      else command.error("expected one of --base REF and --from FILE");
    });
}

const known: readonly Operation[] = ["create", "update", "replace", "delete"];

function readOperations(text: string): Operation[] {
  return text.split(",").map((word) => {
    const operation = known.find((one) => one === word.trim());
    if (operation) return operation;
    throw new InvalidArgumentError(`expected some of ${known.join(",")}, got "${text}"`);
  });
}
