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

interface Resource {
  readonly type: string;
  readonly id?: string;
  readonly inputs?: { readonly defaultTags?: string; readonly region?: string };
  readonly outputs?: { readonly arn?: unknown };
}

/** Reads a stack's exported state. @returns undefined for a stack of no class */
export function readClassStack(exported: string): ClassStack | undefined {
  const { deployment } = JSON.parse(exported) as { deployment?: { resources?: readonly Resource[] } };
  const resources = deployment?.resources ?? [];
  const found = resources.flatMap(({ type, inputs }) => {
    if (type !== "pulumi:providers:aws" || inputs?.defaultTags === undefined) return [];
    const { tags = {} } = JSON.parse(inputs.defaultTags) as { tags?: Record<string, string> };
    const name = tags[classTag];
    return name === undefined ? [] : [{ class: name, expires: tags[expiresTag], region: inputs.region }];
  });
  return found[0] && { ...found[0], account: accountOf(resources) };
}

/** The ids of recorders, delivery channels, rules and buckets in a stack's exported state. */
export function readRecordingIds(exported: string): ReadonlySet<string> {
  const { deployment } = JSON.parse(exported) as { deployment?: { resources?: readonly Resource[] } };
  const own = (deployment?.resources ?? []).filter(({ type }) => /^aws:(cfg|s3)\//.test(type));
  return new Set(own.flatMap(({ id }) => (id === undefined ? [] : [id])));
}

/** A policy of AWS's own has an ARN without an account. */
function accountOf(resources: readonly Resource[]): string | undefined {
  return resources
    .map(({ outputs }) => (typeof outputs?.arn === "string" ? outputs.arn.split(":")[4] : undefined))
    .find((account) => account !== undefined && /^\d{12}$/.test(account));
}
