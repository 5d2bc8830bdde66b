import type { Permission, PermissionArgs } from "@pulumi/aws/lambda/permission";
import type { Values } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";
import { matching } from "../../properties/faults";
import { text } from "../../properties/property";
import { partsOf, resourceType } from "../resource/resourceType";

/** Every change replaces it: Lambda can't alter a statement. */
export default resourceType<PermissionArgs, Permission>({
  token: "aws:lambda/permission:Permission",
  properties: {
    action: text({
      required: true,
      replaces: true,
      fault: matching(/^lambda:[*A-Za-z]+$/, 'an action of Lambda, e.g. "lambda:InvokeFunction"'),
    }),
    function: text({ required: true, replaces: true }),
    principal: text({ required: true, replaces: true }),
    sourceAccount: text({ replaces: true, fault: matching(/^\d{12}$/, "12 digits") }),
    sourceArn: text({ replaces: true }),
    statementId: text({ replaces: true }),
  },
  autoName: { property: "statementId", maximum: 100 },
  gone: ["ResourceNotFoundException"],

  imported(id) {
    const [target, statementId] = partsOf(id, "FUNCTION/STATEMENT", "/");
    return Promise.resolve({ id: statementId, known: { function: target } });
  },

  async create(inputs, aws) {
    await aws.lambda.addPermission({
      Action: inputs.action,
      FunctionName: inputs.function,
      Principal: inputs.principal,
      SourceAccount: inputs.sourceAccount,
      SourceArn: inputs.sourceArn,
      StatementId: inputs.statementId,
    });
    return inputs.statementId ?? "";
  },

  async read(id, aws, { function: target = "" }) {
    const { Policy } = await aws.lambda.getPolicy({ FunctionName: target });
    const statement = statements(Policy).find((candidate) => candidate.Sid === id);
    return (
      statement && {
        action: String(statement.Action),
        function: target,
        principal: principalOf(statement.Principal),
        sourceAccount: condition(statement, "aws:sourceaccount"),
        sourceArn: condition(statement, "aws:sourcearn"),
        statementId: id,
      }
    );
  },

  async delete(id, state, aws) {
    await aws.lambda.removePermission({ FunctionName: state.function, StatementId: id });
  },
});

function statements(policy: string | undefined): Values[] {
  const document: unknown = JSON.parse(policy ?? "{}");
  const found = isObject(document) ? document.Statement : undefined;
  return Array.isArray(found) ? found.filter(isObject) : [];
}

/** @param key in lower case: IAM's condition keys are case-insensitive */
function condition(statement: Values, key: string): string | undefined {
  const operators = isObject(statement.Condition) ? Object.values(statement.Condition) : [];
  const values = operators.filter(isObject).flatMap((operator) => Object.entries(operator));
  const found = values.find(([name]) => name.toLowerCase() === key)?.[1];
  return typeof found === "string" ? found : undefined;
}

/** A service's name, or the account or ARN of the input; Lambda writes an account as the ARN of its root. */
function principalOf(principal: unknown): string | undefined {
  if (!isObject(principal)) return typeof principal === "string" ? principal : undefined;
  const [value] = Object.values(principal);
  if (typeof value !== "string") return undefined;
  return /^arn:aws[\w-]*:iam::(\d{12}):root$/.exec(value)?.[1] ?? value;
}
