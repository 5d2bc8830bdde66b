import { covers, coversAction } from "../policies/wildcards";

/** A policy's statement, as IAM returns it. */
export interface Statement {
  readonly Effect?: "Allow" | "Deny";
  /** Only in trust policies. */
  readonly Principal?: string | { readonly Service?: OneOrMore };
  readonly Action?: OneOrMore;
  readonly NotAction?: OneOrMore;
  readonly Resource?: OneOrMore;
  readonly NotResource?: OneOrMore;
  readonly Condition?: unknown;
}

type OneOrMore = string | readonly string[];

/** `unknown` where a condition or a policy variable decides, which only IAM can evaluate. */
export type Decision = "allowed" | "denied" | "unknown";

/** @throws SyntaxError for text that isn't JSON */
export function statementsOf(policy: string): Statement[] {
  const { Statement = [] } = JSON.parse(policy) as { Statement?: Statement | Statement[] };
  return [Statement].flat();
}

/**
 * What identity policies decide about an action on a resource, as far as their statements show it.
 *
 * Source: "Policy evaluation logic" and "IAM JSON policy elements" in the IAM User Guide.
 */
export function decide(statements: readonly Statement[], action: string, resource: string): Decision {
  const matching = statements.filter((statement) => matches(statement, action, resource));
  const of = (effect: Statement["Effect"]) => matching.filter(({ Effect }) => Effect === effect);
  if (of("Deny").some((statement) => !depends(statement))) return "denied";
  if (of("Allow").length === 0) return "denied";
  if (of("Deny").length > 0 || of("Allow").every(depends)) return "unknown";
  return "allowed";
}

function matches(statement: Statement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const ofAction = (pattern: string) => coversAction(pattern, action);
  const ofResource = (pattern: string) => covers(pattern.replaceAll(/\$\{[^}]*\}/g, "*"), resource);
  return (
    (NotAction === undefined ? list(Action).some(ofAction) : !list(NotAction).some(ofAction)) &&
    (NotResource === undefined ? list(Resource).some(ofResource) : !list(NotResource).some(ofResource))
  );
}

function depends({ Condition, Resource, NotResource }: Statement): boolean {
  return (
    Condition !== undefined || [...list(Resource), ...list(NotResource)].some((arn) => arn.includes("${"))
  );
}

/** IAM takes one value without a list. */
export function list(values: OneOrMore = []): readonly string[] {
  return typeof values === "string" ? [values] : values;
}
