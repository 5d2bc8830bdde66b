import type { PolicyDocument, Statement } from "../../../components/policies/policyDocument";

/** A policy without one of its elements. */
export interface Removal {
  /** Such as `RemediateGroups, Condition ArnEquals ec2:Vpc`. */
  readonly what: string;
  readonly document: PolicyDocument;
}

/** The policy without each of its statements, actions, resources and conditions, one at a time. */
export function removalsOf(document: PolicyDocument): Removal[] {
  return document.Statement.flatMap((statement, index) => {
    const others = document.Statement.filter((_, at) => at !== index);
    const changed = (what: string, statements: readonly Statement[]): Removal => ({
      what: `${statement.Sid}${what}`,
      document: { ...document, Statement: [...others, ...statements] },
    });
    return [
      changed("", []),
      ...without(statement, "Action").map(([one, less]) => changed(`, Action ${one}`, [less])),
      ...without(statement, "Resource").map(([one, less]) => changed(`, Resource ${one}`, [less])),
      ...withoutConditions(statement).map(([one, less]) => changed(`, Condition ${one}`, [less])),
    ];
  });
}

/** A list's only element is the statement itself. */
function without(statement: Statement, field: "Action" | "Resource"): [string, Statement][] {
  const values = [statement[field] ?? []].flat();
  if (values.length < 2) return [];
  return values.map((value) => [value, { ...statement, [field]: values.filter((other) => other !== value) }]);
}

function withoutConditions(statement: Statement): [string, Statement][] {
  const { Condition: conditions = {}, ...unconditional } = statement;
  return Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key): [string, Statement] => {
      const left = Object.fromEntries(Object.entries(keys).filter(([other]) => other !== key));
      const others = Object.fromEntries(Object.entries(conditions).filter(([other]) => other !== operator));
      const all = Object.keys(left).length > 0 ? { ...others, [operator]: left } : others;
      const less = Object.keys(all).length > 0 ? { ...unconditional, Condition: all } : unconditional;
      return [`${operator} ${key}`, less];
    }),
  );
}
