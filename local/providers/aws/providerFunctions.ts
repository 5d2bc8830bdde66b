import type { Fault } from "../plugin/provider";
import { NotOfferedError } from "../plugin/notOfferedError";
import type { Values } from "../plugin/propertyValues";
import { list, object, set, text } from "../properties/property";
import { validate } from "../properties/validation";
import type { AwsAccount } from "./account/awsAccount";
import { isGone } from "./account/awsError";
import { iamFunctions } from "./iam/iamFunctions";
import type { ProviderFunction } from "./providerFunction";
import { fromAwsTags } from "./resource/tags";

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

  ...iamFunctions,

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
