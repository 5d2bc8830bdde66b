import type { ContextKeyTypeEnum } from "@aws-sdk/client-iam";
import type { Fault } from "../plugin/provider";
import { NotOfferedError } from "../plugin/notOfferedError";
import type { Values } from "../plugin/propertyValues";
import { list, object, set, text, type Properties } from "../properties/property";
import { validate } from "../properties/validation";
import type { AwsAccount } from "./account/awsAccount";
import { isGone } from "./account/awsError";
import { fromAwsTags } from "./resource/tags";

interface ProviderFunction {
  readonly args: Properties;
  call(args: Values, aws: AwsAccount): Promise<Values> | Values;
}

/** The functions that are offered. */
const functions: Readonly<Record<string, ProviderFunction>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    args: {},
    async call(_, aws) {
      const caller = await aws.caller();
      return { ...caller, id: caller.accountId };
    },
  },

  "aws:index/getRegion:getRegion": {
    args: { region: text() },
    call: (_, { region, partition }) => ({
      description: region,
      endpoint: `ec2.${region}.${partition.dnsSuffix}`,
      id: region,
      name: region,
      region,
    }),
  },

  "aws:index/getAvailabilityZones:getAvailabilityZones": {
    args: {
      filters: list(object({ name: text({ required: true }), values: set(text(), { required: true }) })),
      region: text(),
      state: text(),
    },
    async call(args, aws) {
      const { filters = [], state } = args as AvailabilityZonesArgs;
      const Filters = [
        ...filters.map(({ name, values }) => ({ Name: name, Values: values })),
        ...(state === undefined ? [] : [{ Name: "state", Values: [state] }]),
      ];
      const { AvailabilityZones = [] } = await aws.ec2.describeAvailabilityZones({ Filters });
      const zones = AvailabilityZones.sort((one, other) =>
        (one.ZoneName ?? "") < (other.ZoneName ?? "") ? -1 : 1,
      );
      return {
        ...args,
        groupNames: [...new Set(zones.flatMap((zone) => zone.GroupName ?? []))].sort(),
        id: aws.region,
        names: zones.map((zone) => zone.ZoneName),
        region: aws.region,
        zoneIds: zones.map((zone) => zone.ZoneId),
      };
    },
  },

  "aws:iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation": {
    args: {
      actionNames: set(text(), { required: true }),
      contexts: set(
        object({
          key: text({ required: true }),
          type: text({ required: true }),
          values: set(text(), { required: true }),
        }),
      ),
      policySourceArn: text({ required: true }),
      resourceArns: set(text()),
    },
    async call(args, aws) {
      const {
        actionNames,
        contexts = [],
        policySourceArn,
        resourceArns = [],
      } = args as unknown as SimulationArgs;
      const { EvaluationResults = [] } = await aws.iam.simulatePrincipalPolicy({
        PolicySourceArn: policySourceArn,
        ActionNames: actionNames,
        ResourceArns: resourceArns,
        ContextEntries: contexts.map(({ key, type, values }) => ({
          ContextKeyName: key,
          ContextKeyType: type as ContextKeyTypeEnum,
          ContextKeyValues: values,
        })),
      });
      const results = EvaluationResults.map(({ EvalActionName, EvalResourceName, EvalDecision }) => ({
        actionName: EvalActionName,
        allowed: EvalDecision === "allowed",
        decision: EvalDecision,
        decisionDetails: {},
        matchedStatements: [],
        missingContextKeys: [],
        resourceArn: EvalResourceName,
      }));
      return { ...args, allAllowed: results.every(({ allowed }) => allowed), id: "-", results };
    },
  },

  "aws:iam/getRole:getRole": {
    args: { name: text({ required: true }) },
    async call({ name }, aws) {
      const { Role } = await aws.iam.getRole({ RoleName: String(name) });
      return {
        arn: Role?.Arn,
        assumeRolePolicy: decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ""),
        createDate: Role?.CreateDate?.toISOString(),
        description: Role?.Description ?? "",
        id: name,
        maxSessionDuration: Role?.MaxSessionDuration,
        name,
        path: Role?.Path,
        permissionsBoundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn ?? "",
        roleLastUseds: [],
        tags: fromAwsTags(Role?.Tags),
        uniqueId: Role?.RoleId,
      };
    },
  },

  "aws:sns/getTopic:getTopic": {
    args: { name: text({ required: true }), region: text() },
    async call({ name }, aws) {
      const { accountId } = await aws.caller();
      const arn = aws.arn("sns", accountId, String(name));
      try {
        const { Tags } = await aws.sns.listTagsForResource({ ResourceArn: arn });
        return { arn, id: arn, name, region: aws.region, tags: fromAwsTags(Tags) };
      } catch (error) {
        if (isGone(error, ["ResourceNotFoundException"])) throw new Error("no matching SNS Topic found");
        throw error;
      }
    },
  },
};

interface AvailabilityZonesArgs {
  readonly filters?: readonly { readonly name: string; readonly values: string[] }[];
  readonly state?: string;
}

interface SimulationArgs {
  readonly actionNames: string[];
  readonly contexts?: readonly { readonly key: string; readonly type: string; readonly values: string[] }[];
  readonly policySourceArn: string;
  readonly resourceArns?: string[];
}

/** Calls one of the provider's functions. */
export async function callFunction(token: string, args: Values, aws: AwsAccount): Promise<Values> {
  const offered = functions[token];
  if (!offered) throw new NotOfferedError(token, Object.keys(functions));
  const faults: Fault[] = [];
  const checked = validate(offered.args, args, faults);
  if (faults.length > 0) {
    throw new Error(`${token}: ${faults.map(({ property, reason }) => `${property} ${reason}`).join("; ")}`);
  }
  return offered.call(checked, aws);
}
