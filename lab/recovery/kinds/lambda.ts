import { orAbsent } from "../../failures";
import { one, text, type ResourceKind } from "./kind";

interface Policy {
  readonly Statement: readonly { readonly Sid?: string }[];
}

export const lambdaKinds: Readonly<Record<string, ResourceKind>> = {
  "aws:lambda/callbackFunction:CallbackFunction": functionKind(),
  "aws:lambda/function:Function": functionKind(),
  "aws:lambda/permission:Permission": {
    count: async (resource, { lambda }) => {
      const policy = await orAbsent(
        lambda.getPolicy({ FunctionName: text(resource, "function") }),
        "ResourceNotFoundException",
      );
      if (!policy?.Policy) return 0;
      return (JSON.parse(policy.Policy) as Policy).Statement.length;
    },
    remove: async (resource, { lambda }) => {
      await lambda.removePermission({
        FunctionName: text(resource, "function"),
        StatementId: text(resource, "statementId"),
      });
    },
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    note: "the function's next run would make it again, without retention",
    count: async (resource, { logs }) => {
      const name = text(resource, "name");
      const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: name });
      return logGroups.filter(({ logGroupName }) => logGroupName === name).length;
    },
    remove: async (resource, { logs }) => {
      await logs.deleteLogGroup({ logGroupName: text(resource, "name") });
    },
  },
};

function functionKind(): ResourceKind {
  return {
    note: "its permission goes with it",
    count: async (resource, { lambda }) =>
      one(
        await orAbsent(
          lambda.getFunctionConfiguration({ FunctionName: text(resource, "name") }),
          "ResourceNotFoundException",
        ),
      ),
    remove: async (resource, { lambda }) => {
      await lambda.deleteFunction({ FunctionName: text(resource, "name") });
    },
  };
}
