import type { Values } from "../../plugin/propertyValues";
import type { AwsAccount } from "../account/awsAccount";
import { filtersOf, strings } from "./filters";

/** The region's zones that are open to the account, by name, as `aws.getAvailabilityZones` gives them. */
export async function getAvailabilityZones(args: Values, aws: AwsAccount): Promise<Values> {
  const state = typeof args.state === "string" ? [{ Name: "state", Values: [args.state] }] : [];
  const filters = [...filtersOf(args), ...state];
  const { AvailabilityZones = [] } = await (
    await aws.ec2()
  ).describeAvailabilityZones({
    AllAvailabilityZones: args.allAvailabilityZones === true,
    ...(filters.length > 0 ? { Filters: filters } : {}),
  });
  const [names, ids] = [strings(args.excludeNames), strings(args.excludeZoneIds)];
  const zones = AvailabilityZones.filter(
    (zone) => !names.includes(zone.ZoneName ?? "") && !ids.includes(zone.ZoneId ?? ""),
  ).sort((one, other) => ((one.ZoneName ?? "") < (other.ZoneName ?? "") ? -1 : 1));
  return {
    ...args,
    groupNames: [...new Set(zones.flatMap((zone) => zone.GroupName ?? []))].sort(),
    id: aws.region,
    names: zones.map((zone) => zone.ZoneName),
    region: aws.region,
    zoneIds: zones.map((zone) => zone.ZoneId),
  };
}
