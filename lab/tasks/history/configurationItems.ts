import {
  paginateGetResourceConfigHistory,
  type ConfigServiceClient,
  type ConfigurationItem,
  type ResourceType,
} from "@aws-sdk/client-config-service";
import type { IpPermission } from "@aws-sdk/client-ec2";
import { singlePermissions } from "../../../remediation/permissions";
import { byTraffic } from "../../output/order";
import { permissionInWords } from "../../output/permissions";
import { orAbsent } from "../../failures";
import { allOf } from "../responses";

/** A configuration item of a security group, and how it differs from the one before. */
export interface TimelineEntry {
  readonly captured: Date;
  /** `OK`, `ResourceDiscovered`, `ResourceDeleted`, … */
  readonly status: string;
  readonly stateId: string;
  /** Inbound permissions in words. */
  readonly permissions: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** As AWS Config recorded it. */
  readonly item: ConfigurationItem;
}

/** Every configuration item of a resource, oldest first; empty when nothing of it was recorded. */
export async function readItems(
  config: ConfigServiceClient,
  resourceType: ResourceType,
  resourceId: string,
): Promise<ConfigurationItem[]> {
  const pages = paginateGetResourceConfigHistory({ client: config }, { resourceType, resourceId });
  const items = await orAbsent(
    allOf(pages, (page) => page.configurationItems),
    "ResourceNotDiscoveredException",
    "NoAvailableConfigurationRecorderException",
  );
  return (items ?? []).sort((a, b) => milliseconds(a) - milliseconds(b));
}

const milliseconds = (item: ConfigurationItem): number => item.configurationItemCaptureTime?.getTime() ?? 0;

/** The timeline of a security group, as the console shows it. */
export async function readTimeline(config: ConfigServiceClient, groupId: string): Promise<TimelineEntry[]> {
  let before: readonly string[] = [];
  return (await readItems(config, "AWS::EC2::SecurityGroup", groupId)).map((item) => {
    const permissions = inboundPermissions(item.configuration);
    const entry = {
      captured: item.configurationItemCaptureTime ?? new Date(0),
      status: item.configurationItemStatus ?? "",
      stateId: item.configurationStateId ?? "",
      permissions,
      added: permissions.filter((words) => !before.includes(words)),
      removed: before.filter((words) => !permissions.includes(words)),
      item,
    };
    before = permissions;
    return entry;
  });
}

/** What AWS Config writes of a permission: EC2's fields with small initials. */
interface RecordedPermission {
  readonly ipProtocol?: string;
  readonly fromPort?: number | null;
  readonly toPort?: number | null;
  readonly ipv4Ranges?: readonly { readonly cidrIp: string }[];
  /** The IPv4 sources once more, as texts; alone in old items. */
  readonly ipRanges?: readonly string[];
  readonly ipv6Ranges?: readonly { readonly cidrIpv6: string }[];
  readonly prefixListIds?: readonly { readonly prefixListId: string }[];
  readonly userIdGroupPairs?: readonly { readonly groupId: string; readonly userId?: string | null }[];
}

/** Inbound permissions in words, of an item's configuration (JSON; absent in the item of a deletion). */
export function inboundPermissions(configuration: string | undefined): string[] {
  return recordedPermissions(configuration).map(permissionInWords).sort(byTraffic);
}

/** The same as EC2's API takes them, each with one source; descriptions are left out. */
export function recordedPermissions(configuration: string | undefined): IpPermission[] {
  if (configuration === undefined || configuration === "") return [];
  const group = JSON.parse(configuration) as { ipPermissions?: readonly RecordedPermission[] } | null;
  const permissions = (group?.ipPermissions ?? []).map((recorded): IpPermission => {
    const ipv4 = recorded.ipv4Ranges?.map(({ cidrIp }) => cidrIp) ?? recorded.ipRanges ?? [];
    return {
      IpProtocol: recorded.ipProtocol,
      FromPort: recorded.fromPort ?? undefined,
      ToPort: recorded.toPort ?? undefined,
      IpRanges: ipv4.map((CidrIp) => ({ CidrIp })),
      Ipv6Ranges: (recorded.ipv6Ranges ?? []).map(({ cidrIpv6 }) => ({ CidrIpv6: cidrIpv6 })),
      PrefixListIds: (recorded.prefixListIds ?? []).map(({ prefixListId }) => ({
        PrefixListId: prefixListId,
      })),
      UserIdGroupPairs: (recorded.userIdGroupPairs ?? []).map(({ groupId, userId }) => ({
        GroupId: groupId,
        UserId: userId ?? undefined,
      })),
    };
  });
  return singlePermissions(permissions).map(({ permission }) => permission);
}
