import { AsyncResource } from "node:async_hooks";
import * as pulumi from "@pulumi/pulumi";

/**
 * Looks for what the resource would take over.
 *
 * @param inputs the resource's; in a preview some aren't known
 * @returns what exists, and what to do about it; undefined when there is nothing
 */
export type LookUp = (inputs: Readonly<Record<string, unknown>>) => Promise<string | undefined>;

/** How long a look may take. Milliseconds. */
const limit = 20_000;

/**
 * When another resource has failed meanwhile, the engine answers no invocation any more, and waits for the hook without a limit:
 * where the program doesn't run in a process of its own, for ever.
 */
async function withinLimit<Value>(resource: string, look: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Error(`Looking for what ${resource} would take over had no answer within ${limit / 1000} s`),
        ),
      limit,
    );
  });
  try {
    return await Promise.race([look, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Options of a resource that would take over one of the same name: AWS has one call that creates and changes it, so the
 * creation succeeds, and `pulumi destroy` then deletes what another stack or a person created. The hook runs before the
 * engine creates the resource, and only then: what is in the stack's state is the stack's own, and a replacement comes after
 * the deletion.
 */
export function rejectExisting(
  resource: string,
  lookUp: LookUp,
  options: pulumi.ResourceHookOptions = {},
): { readonly hooks: pulumi.ResourceHookBinding } {
  const isPreview = pulumi.runtime.isDryRun();
  const hook = new pulumi.ResourceHook(
    `${resource}-must-not-exist`,
    // The engine calls back in no stack's context; several stacks can share the process.
    AsyncResource.bind(async ({ newInputs = {} }: pulumi.ResourceHookArgs) => {
      const found = await withinLimit(resource, lookUp(newInputs)).catch(async (error: unknown) => {
        // A preview may have fewer permissions, and creates nothing.
        if (!isPreview) throw error;
        await pulumi.log.warn((error as Error).message);
        return undefined;
      });
      if (found !== undefined) throw new Error(found);
    }),
    options,
  );
  return { hooks: { beforeCreate: [hook] } };
}
