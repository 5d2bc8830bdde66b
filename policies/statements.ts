/** A statement of an IAM policy, with one form for what IAM writes in two. */
export interface PolicyStatement {
  readonly allows: boolean;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Whether it says what it does not apply to: NotAction, NotResource, NotPrincipal. */
  readonly inverted: boolean;
  /** By kind, such as `Service`; `*` for everyone. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  /** By operator, then by condition key in lower case, as IAM compares them. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** The statements of a policy document, given as JSON. Nothing for an absent document. @throws Error for another text */
export function statementsOf(document: unknown): PolicyStatement[] {
  if (document === undefined || document === null || document === "") return [];
  if (typeof document !== "string") throw new Error(`expected a policy as JSON, got ${typeof document}`);
  const { Statement } = JSON.parse(document) as { readonly Statement?: unknown };
  return list(Statement).map((statement) => readStatement(statement as Record<string, unknown>));
}

function readStatement(statement: Record<string, unknown>): PolicyStatement {
  const { Principal } = statement;
  return {
    allows: statement["Effect"] === "Allow",
    actions: texts(statement["Action"]),
    resources: texts(statement["Resource"]),
    inverted: ["NotAction", "NotResource", "NotPrincipal"].some((key) => key in statement),
    principals: typeof Principal === "string" ? { [Principal]: [Principal] } : entries(Principal, texts),
    conditions: entries(statement["Condition"], (keys) => lowerCaseKeys(entries(keys, texts))),
  };
}

function lowerCaseKeys<T>(values: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.toLowerCase(), value]));
}

function entries<T>(value: unknown, read: (one: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(value ?? {}).map(([key, one]) => [key, read(one)]));
}

function texts(value: unknown): string[] {
  return list(value).map(String);
}

function list(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
