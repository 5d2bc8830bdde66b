import { changesInWords } from "../engine/changes";
import { kindOf, type StateResource } from "./kinds";
import { confirmSubscriptions, resourcesOf, type TrialLab } from "./session";

/** What came of the trials on one resource. Changes are the engine's, by operation. */
export interface ResourceTrials {
  readonly name: string;
  /** @example "aws:ec2/subnet:Subnet" */
  readonly type: string;
  /** `pulumi up --replace URN`. */
  readonly replaced: string;
  /** `pulumi up --refresh` after it was deleted by hand. */
  readonly restored: string;
  /** What AWS requires for the deletion, or deletes with it. */
  readonly note: string;
}

/**
 * Replaces a resource by the engine, then deletes it by hand and lets the engine bring it back. After each of the two the
 * account has every resource of the stack once. Whatever the replacement left different is among the changes of the restoration,
 * and after it a preview is empty.
 *
 * @throws an error that names the resource and what is wrong
 */
export async function tryResource(lab: TrialLab, urn: string): Promise<ResourceTrials> {
  const { stack, clients, session } = lab;
  const { name, type } = await resourceOf(lab, urn);

  const replaced = changesInWords(await stack.up({ replace: [urn] }));
  await session.aws.idle();
  await expectEachOnce(lab, `${type} ${name}, replaced`);

  await confirmSubscriptions(lab);
  // Replaced, so it may have another id now.
  const resource = await resourceOf(lab, urn);
  const kind = kindOf(type);
  await kind.remove(resource, clients);
  const left = await kind.count(resource, clients);
  if (left !== 0)
    throw new Error(`${type} ${name}, deleted by hand: expected none in the account, got ${left}`);
  const restored = changesInWords(await stack.up({ refresh: true }));
  await session.aws.idle();
  await expectEachOnce(lab, `${type} ${name}, deleted by hand and restored`);
  const difference = changesInWords(await stack.preview({ refresh: true }));
  if (difference !== "none")
    throw new Error(`${type} ${name}, restored: expected no changes in a preview, got ${difference}`);
  return { name, type, replaced, restored, note: kind.note ?? "" };
}

/** @throws unless the account has every resource of the stack once */
export async function expectEachOnce(lab: TrialLab, situation: string): Promise<void> {
  const faults: string[] = [];
  for (const resource of await resourcesOf(lab.stack)) {
    const count = await kindOf(resource.type).count(resource, lab.clients);
    if (count !== 1)
      faults.push(`${resource.type} ${resource.name}: expected 1 in the account, got ${count}`);
  }
  if (faults.length > 0) throw new Error(`${situation}:\n  ${faults.join("\n  ")}`);
}

async function resourceOf({ stack }: TrialLab, urn: string): Promise<StateResource> {
  const found = (await resourcesOf(stack)).find((resource) => resource.urn === urn);
  if (found) return found;
  throw new Error(`${urn} isn't in the stack's state`);
}
