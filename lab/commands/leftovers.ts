import { Command } from "commander";
import { addStackOptions, type StackOptions } from "./stackOptions";

/** `config-lab leftovers`: what keeps the stack from being destroyed. */
export function leftoversCommand(): Command {
  const command = new Command("leftovers").description(
    "list what isn't the stack's and keeps pulumi destroy from deleting it, or what a killed pulumi up left",
  );
  addStackOptions(command).addHelpText(
    "after",
    `
For each it prints the AWS CLI's commands that remove it; it removes nothing itself. Exit code 1 if there is anything.

In the stack's VPC: instances, NAT gateways, endpoints, network interfaces, subnets, security groups, route tables and gateways
that the stack didn't create, and rules that name one of the VPC's groups. Of a pulumi up that was killed: what it was creating.

Examples:
  $ npx config-lab leftovers                 after pulumi destroy failed with DependencyViolation
  $ npx config-lab leftovers --json          for a script
`,
  );
  return command.action(async (options: StackOptions) => {
    const { runLeftovers } = await import("../leftovers");
    process.exitCode = await runLeftovers(options);
  });
}
