import type { Step } from "../engine/engineProgress";
import { nameIn } from "../engine/engineProgress";
import { leavesOf, valueInWords, type Leaves } from "./leaves";

/** What can happen to a resource. */
export const operations = ["create", "update", "replace", "delete"] as const;
export type Operation = (typeof operations)[number];

/** What becomes of one property. */
export interface PropertyChange {
  /** Such as `tags.Name`; inside of a policy `policy.Statement[0].Action`. */
  readonly property: string;
  /** As JSON, `[secret]`, or in parentheses what it is. */
  readonly before: string;
  readonly after: string;
  /** Whether the resource is replaced for it. */
  readonly replaces: boolean;
}

/** What becomes of one resource. */
export interface ResourceChange {
  readonly operation: Operation;
  /** @example "SecurityGroup network-sg1" */
  readonly resource: string;
  readonly urn: string;
  /** Those that change; of a resource that is created or deleted, all. */
  readonly properties: readonly PropertyChange[];
}

/** The changes that a preview's steps stand for, in the order of `operations`, the stack itself left out. */
export function changesOf(steps: readonly Step[]): ResourceChange[] {
  const changes = steps
    .filter(({ type }) => type !== "pulumi:pulumi:Stack")
    .flatMap((step): ResourceChange[] => {
      const operation = operations.find((one) => one === step.op);
      // A replacement's other two steps, and what doesn't change a resource: same, read, refresh.
      if (!operation) return [];
      return [{ operation, resource: nameIn(step.urn), urn: step.urn, properties: propertiesOf(step) }];
    });
  return changes.sort(
    (one, other) => operations.indexOf(one.operation) - operations.indexOf(other.operation),
  );
}

/** Such as `1 create, 2 update`; `nothing` when there are none. */
export function countsInWords(changes: readonly ResourceChange[]): string {
  const counts = operations.flatMap((operation) => {
    const count = changes.filter((change) => change.operation === operation).length;
    return count > 0 ? [`${count} ${operation}`] : [];
  });
  return counts.length > 0 ? counts.join(", ") : "nothing";
}

function propertiesOf({ op, old, new: next, diffs, keys }: Step): PropertyChange[] {
  // The provider derives `tagsAll` from `tags` and its default tags.
  const changes = differencesOf({ op, old, new: next, diffs, keys });
  const tags = changes.some(({ property }) => isIn(property, "tags"));
  return changes.filter(({ property }) => !(tags && isIn(property, "tagsAll")));
}

function differencesOf({ op, old, new: next, diffs, keys }: Partial<Step>): PropertyChange[] {
  const before = leavesOf(op === "create" ? {} : inputsOf(old));
  const after = leavesOf(op === "delete" ? {} : inputsOf(next));
  const changed = differing(before, after, keys ?? []);
  const missing = (diffs ?? []).filter((name) => !changed.some(({ property }) => isIn(property, name)));
  // The inputs are the same, or both are secrets: what is on AWS differs.
  const hidden = missing.flatMap((name) => {
    const actual = leavesOf(pick(outputsOf(old), name));
    const found = differing(actual, leavesOf(pick(inputsOf(next), name)), keys ?? []);
    return found.length > 0 ? found : [secretChange(name, keys ?? [])];
  });
  return [...changed, ...hidden];
}

function differing(before: Leaves, after: Leaves, keys: readonly string[]): PropertyChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((property) => ({
      property,
      before: valueInWords(before.get(property)),
      after: valueInWords(after.get(property)),
      replaces: keys.some((key) => isIn(property, key)),
    }))
    .filter((change) => change.before !== change.after);
}

function secretChange(property: string, keys: readonly string[]): PropertyChange {
  return {
    property,
    before: "[secret]",
    after: "[secret], another one",
    replaces: keys.some((key) => isIn(property, key)),
  };
}

/** Is this the property, or a part of it? */
function isIn(path: string, property: string): boolean {
  return path === property || path.startsWith(`${property}.`) || path.startsWith(`${property}[`);
}

function pick(values: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  const [top = ""] = name.split(/[.[]/);
  return top in values ? { [top]: values[top] } : {};
}

function inputsOf(state: Step["old"]): Readonly<Record<string, unknown>> {
  return (state?.inputs ?? {}) as Readonly<Record<string, unknown>>;
}

function outputsOf(state: Step["old"]): Readonly<Record<string, unknown>> {
  return (state?.outputs ?? {}) as Readonly<Record<string, unknown>>;
}
