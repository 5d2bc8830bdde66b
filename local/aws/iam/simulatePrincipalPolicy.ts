import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import { queryAnswer } from "../queryAnswer";
import { element } from "../xml";
import type { Roles } from "./roles";
import { evaluatePolicies, takesResources, type Access, type Verdict } from "./simulator";

const namespace = "https://iam.amazonaws.com/doc/2010-05-08/";

const decisions: Readonly<Record<Verdict, string>> = {
  allowed: "allowed",
  "explicitly denied": "explicitDeny",
  "implicitly denied": "implicitDeny",
};

/**
 * What a role's policies, its permissions boundary included, say of each action on each resource. Policies of resources, of
 * users and those that the request has itself aren't offered here.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
 *
 * @throws AwsError `NoSuchEntity` where there is no such role
 */
export async function simulatePrincipalPolicy(
  { operation, parameters }: AwsRequest,
  roles: Roles,
): Promise<AwsResponse> {
  const source = parameters.get("PolicySourceArn") ?? "";
  const role = await roles.find(source);
  if (!role) throw new AwsError("NoSuchEntity", `The principal ${source} cannot be found.`, 404);
  const accountId = source.split(":")[4] ?? "";
  const context = contextIn(parameters);
  const resources = members(parameters, "ResourceArns");
  const results: string[] = [];
  for (const action of members(parameters, "ActionNames")) {
    for (const resource of resources.length > 0 ? resources : ["*"]) {
      const asked: Access = { action, resource: (await takesResources(action)) ? resource : "*", context };
      const verdict = evaluatePolicies(accountId, source, asked, {
        identity: role.policies,
        boundary: role.boundary,
      });
      results.push(
        `<member>${element("EvalActionName", action)}${element("EvalResourceName", resource)}${element("EvalDecision", decisions[verdict])}<MatchedStatements/><MissingContextValues/></member>`,
      );
    }
  }
  const answer = `<EvaluationResults>${results.join("")}</EvaluationResults>${element("IsTruncated", "false")}`;
  return queryAnswer(operation, namespace, answer);
}

/** The values of a list in the query protocol, in its order. */
function members(parameters: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let number = 1; parameters.has(`${name}.member.${number}`); number++)
    values.push(parameters.get(`${name}.member.${number}`) ?? "");
  return values;
}

function contextIn(parameters: URLSearchParams): Access["context"] {
  const context: Record<string, string> = {};
  for (let number = 1; parameters.has(`ContextEntries.member.${number}.ContextKeyName`); number++) {
    const entry = `ContextEntries.member.${number}`;
    const [value = ""] = members(parameters, `${entry}.ContextKeyValues`);
    context[parameters.get(`${entry}.ContextKeyName`) ?? ""] = value;
  }
  return context;
}
