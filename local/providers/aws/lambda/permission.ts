import type { Permission, PermissionArgs } from "@pulumi/aws/lambda/permission";
import type { Values } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";
import { text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";

/** Any change makes a new statement: Lambda can't alter one. */
export default resourceType<PermissionArgs, Permission>({
  token: "aws:lambda/permission:Permission",
  properties: {
    action: text({ required: true, replaces: true, fault: actionFault }),
    eventSourceToken: text({ replaces: true }),
    function: text({ required: true, replaces: true }),
    principal: text({ required: true, replaces: true }),
    principalOrgId: text({ replaces: true }),
    qualifier: text({ replaces: true }),
    region: text({ computed: true, replaces: true }),
    sourceAccount: text({ replaces: true, fault: accountFault }),
    sourceArn: text({ replaces: true }),
    statementId: text({ replaces: true }),
  },
  autoName: { property: "statementId", maximum: 100 },
  gone: ["ResourceNotFoundException"],

  async create(inputs, aws) {
    await (
      await aws.lambda()
    ).addPermission({
      Action: inputs.action,
      EventSourceToken: inputs.eventSourceToken,
      FunctionName: inputs.function,
      Principal: inputs.principal,
      PrincipalOrgID: inputs.principalOrgId,
      Qualifier: inputs.qualifier,
      SourceAccount: inputs.sourceAccount,
      SourceArn: inputs.sourceArn,
      StatementId: inputs.statementId,
    });
    return inputs.statementId ?? "";
  },

  async read(id, aws, known) {
    // An import names it FUNCTION/STATEMENT.
    const [importedFunction = "", importedStatement = ""] = id.split("/");
    const target = known.function ?? importedFunction;
    const sid = known.function === undefined ? importedStatement : id;
    const { Policy } = await (
      await aws.lambda()
    ).getPolicy({ FunctionName: target, Qualifier: known.qualifier });
    const statement = statements(Policy).find((candidate) => candidate.Sid === sid);
    if (!statement) return undefined;
    return { ...described(statement), function: target, qualifier: known.qualifier, statementId: sid };
  },

  async delete(id, state, aws) {
    await (
      await aws.lambda()
    ).removePermission({ FunctionName: state.function, StatementId: id, Qualifier: state.qualifier });
  },
});

function statements(policy: string | undefined): Values[] {
  const document: unknown = JSON.parse(policy ?? "{}");
  const found = isObject(document) ? document.Statement : undefined;
  return Array.isArray(found) ? found.filter(isObject) : [];
}

function described(statement: Values) {
  const condition = (key: string): string | undefined => {
    const operators = isObject(statement.Condition) ? Object.values(statement.Condition) : [];
    const values = operators.filter(isObject).flatMap((operator) => Object.entries(operator));
    // IAM's condition keys have no case.
    const found = values.find(([name]) => name.toLowerCase() === key)?.[1];
    return typeof found === "string" ? found : undefined;
  };
  return {
    action: String(statement.Action),
    eventSourceToken: condition("lambda:eventsourcetoken"),
    principal: principalOf(statement.Principal),
    principalOrgId: condition("aws:principalorgid"),
    sourceAccount: condition("aws:sourceaccount"),
    sourceArn: condition("aws:sourcearn"),
  };
}

/** A service's name, or the account or ARN that was given; Lambda writes an account as its root. */
function principalOf(principal: unknown): string | undefined {
  if (!isObject(principal)) return typeof principal === "string" ? principal : undefined;
  const [value] = Object.values(principal);
  if (typeof value !== "string") return undefined;
  return /^arn:aws[\w-]*:iam::(\d{12}):root$/.exec(value)?.[1] ?? value;
}

function actionFault(action: string): string | undefined {
  return /^lambda:[*A-Za-z]+$/.test(action)
    ? undefined
    : `an action of Lambda expected, e.g. "lambda:InvokeFunction", came ${JSON.stringify(action)}`;
}

function accountFault(account: string): string | undefined {
  return /^\d{12}$/.test(account) ? undefined : `12 digits expected, came ${JSON.stringify(account)}`;
}
