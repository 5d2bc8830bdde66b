/**
 * `pulumi up` of a stack with the program in this process, for a parent process that kills both:
 *
 *     node -r ts-node/register lab/recovery/killedUp.ts FOLDER STACK
 *
 * One resource at a time, so that the call of a number is the same one each time.
 */
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";

const [workDir = "", stackName = ""] = process.argv.slice(2);

async function main(): Promise<void> {
  const { default: program } = await import("../../index");
  const stack = await LocalWorkspace.selectStack(
    { stackName, projectName: "config-remediation-lab", program },
    { workDir, pulumiCommand: await PulumiCommand.get() },
  );
  await stack.up({ color: "never", parallel: 1 });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
