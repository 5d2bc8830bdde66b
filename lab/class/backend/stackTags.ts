/** Tag of every resource of a class, with the class's name. */
export const classTag = "Class";

/** Tag of every resource of a class, with the date from which it is a leftover. */
export const expiresTag = "Expires";

/** What a class's stack says of itself in its state. */
export interface ClassStack {
  readonly class: string;
  /** `2026-01-31`. */
  readonly expires?: string;
  readonly region?: string;
  /** The twelve digits. */
  readonly account?: string;
}

interface Deployment {
  readonly resources?: readonly Resource[];
  /** Those that an engine that was killed had begun. */
  readonly pending_operations?: readonly { readonly resource: Resource }[];
}

interface Resource {
  readonly type: string;
  readonly id?: string;
  readonly inputs?: { readonly defaultTags?: string; readonly region?: string };
  readonly outputs?: { readonly arn?: unknown };
}

/** Reads a stack's exported state. @returns undefined for a stack of no class */
export function readClassStack(exported: string): ClassStack | undefined {
  const { resources = [] } = deploymentIn(exported);
  const found = resources.flatMap(({ type, inputs }) => {
    if (type !== "pulumi:providers:aws" || inputs?.defaultTags === undefined) return [];
    const { tags = {} } = JSON.parse(inputs.defaultTags) as { tags?: Record<string, string> };
    const name = tags[classTag];
    return name === undefined ? [] : [{ class: name, expires: tags[expiresTag], region: inputs.region }];
  });
  return found[0] && { ...found[0], account: accountOf(resources) };
}

/** Whether a stack's exported state has nothing of AWS: it was never updated, or killed before the first resource was begun. */
export function holdsNothing(exported: string): boolean {
  const { resources = [], pending_operations: pending = [] } = deploymentIn(exported);
  return ![...resources, ...pending.map(({ resource }) => resource)].some(({ type }) =>
    type.startsWith("aws:"),
  );
}

/** The ids of recorders, delivery channels, rules and buckets in a stack's exported state. */
export function readRecordingIds(exported: string): ReadonlySet<string> {
  const { resources = [] } = deploymentIn(exported);
  const own = resources.filter(({ type }) => /^aws:(cfg|s3)\//.test(type));
  return new Set(own.flatMap(({ id }) => (id === undefined ? [] : [id])));
}

/** A policy of AWS's own has an ARN without an account. */
function accountOf(resources: readonly Resource[]): string | undefined {
  return resources
    .map(({ outputs }) => (typeof outputs?.arn === "string" ? outputs.arn.split(":")[4] : undefined))
    .find((account) => account !== undefined && /^\d{12}$/.test(account));
}

function deploymentIn(exported: string): Deployment {
  return (JSON.parse(exported) as { deployment?: Deployment }).deployment ?? {};
}
