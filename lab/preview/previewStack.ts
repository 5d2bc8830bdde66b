import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation";
import { engineFailure } from "../engine/engineFailure";
import { EngineStack, type EngineStackOptions } from "../engine/engineStack";

/**
 * The stack of a tree's own program, created or, where another tree created it, taken over. Both trees are the same Pulumi
 * project, so what one brings up the other changes.
 *
 * @param stackName its file, Pulumi.NAME.yaml, is the tree's own
 */
export async function stackOf(
  tree: string,
  stackName: string,
  options: EngineStackOptions,
): Promise<EngineStack> {
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName, workDir: tree },
    { pulumiCommand: await PulumiCommand.get() },
  ).catch((error: unknown) => {
    throw engineFailure("stack select", error);
  });
  return new EngineStack(stack, options);
}
