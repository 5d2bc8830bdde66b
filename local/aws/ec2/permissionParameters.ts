import { AwsError } from "../service";
import { flatParameters, readFlatPermissions } from "./flatParameters";
import type { Permission, Source } from "./permission";
import { readCidr, readDescription, readPorts, readProtocol } from "./permissionFields";

/** Finds the id of a security group that is referred to by name. */
export type GroupIdByName = (name: string) => Promise<string>;

/**
 * Reads the permissions of an Authorize or Revoke call, one per source, in canonical spelling.
 *
 * @param accountId owner of groups that are named without one.
 * @throws AwsError InvalidParameterValue, for what EC2 rejects.
 */
export async function readPermissions(
  parameters: URLSearchParams,
  accountId: string,
  groupIdByName: GroupIdByName,
): Promise<Permission[]> {
  const indexes = [...parameters.keys()].map((name) => /^IpPermissions\.(\d+)\./.exec(name)?.[1]);
  const numbered = new Set(indexes.filter((index) => index !== undefined));
  const flat = flatParameters.find((name) => parameters.has(name));
  if (numbered.size === 0) return readFlatPermissions(parameters, accountId, groupIdByName);
  if (flat !== undefined) {
    const message = `The parameter ${flat} cannot be used with the parameter ipPermissions`;
    throw new AwsError("InvalidParameterCombination", message);
  }
  const permissions: Permission[] = [];
  for (const index of numbered) {
    const prefix = `IpPermissions.${index}.`;
    const field = (name: string) => parameters.get(`${prefix}${name}`) ?? undefined;
    const protocol = readProtocol(field("IpProtocol"));
    const ports = readPorts(protocol, field("FromPort"), field("ToPort"));
    const sources = await readSources(parameters, prefix, accountId, groupIdByName);
    if (sources.length === 0) {
      throw new AwsError(
        "MissingParameter",
        "Each permission needs a source: a CIDR block, a prefix list or a group.",
      );
    }
    permissions.push(...sources.map((source) => ({ protocol, ports, ...source })));
  }
  return permissions;
}

/** The parameters of the same request with these permissions instead, each an entry of its own. */
export function withPermissions(
  parameters: URLSearchParams,
  permissions: readonly Permission[],
): URLSearchParams {
  const replaced: readonly string[] = flatParameters;
  const kept = [...parameters].filter(
    ([name]) => !name.startsWith("IpPermissions.") && !replaced.includes(name),
  );
  const written = permissions.flatMap((permission, index) => {
    const { protocol, ports, source, description } = permission;
    const fields = {
      IpProtocol: protocol,
      // moto requires ports with every protocol but -1.
      ...(protocol === "-1" ? {} : { FromPort: String(ports?.from ?? -1), ToPort: String(ports?.to ?? -1) }),
      ...sourceFields(source, description),
    };
    return Object.entries(fields).map(([name, value]) => [`IpPermissions.${index + 1}.${name}`, value]);
  });
  return new URLSearchParams([...kept, ...written] as [string, string][]);
}

type Described = Pick<Permission, "source" | "description">;

async function readSources(
  parameters: URLSearchParams,
  prefix: string,
  accountId: string,
  groupIdByName: GroupIdByName,
): Promise<Described[]> {
  const list = (name: string, field: string) => members(parameters, `${prefix}${name}.`, field);
  const sources: Described[] = [];
  for (const { value, description } of list("IpRanges", "CidrIp")) {
    sources.push({ source: { kind: "ipv4", cidr: readCidr(value, "ipv4") }, description });
  }
  for (const { value, description } of list("Ipv6Ranges", "CidrIpv6")) {
    sources.push({ source: { kind: "ipv6", cidr: readCidr(value, "ipv6") }, description });
  }
  for (const { value, description } of list("PrefixListIds", "PrefixListId")) {
    sources.push({ source: { kind: "prefixList", id: value }, description });
  }
  for (const { value, description, userId } of list("Groups", "GroupId")) {
    sources.push({ source: { kind: "group", id: value, userId: userId ?? accountId }, description });
  }
  for (const { value, description, hasId } of list("Groups", "GroupName")) {
    if (hasId) continue;
    const id = await groupIdByName(value);
    sources.push({ source: { kind: "group", id, userId: accountId }, description });
  }
  return sources;
}

interface Member {
  readonly value: string;
  readonly description?: string;
  readonly userId?: string;
  readonly hasId: boolean;
}

/** Members of a list that have a field. */
function members(parameters: URLSearchParams, prefix: string, field: string): Member[] {
  const pattern = new RegExp(`^(?<at>\\d+\\.)${field}$`);
  return [...parameters].flatMap(([name, value]) => {
    const at = name.startsWith(prefix) ? pattern.exec(name.slice(prefix.length))?.groups?.at : undefined;
    if (at === undefined) return [];
    const other = (key: string) => parameters.get(`${prefix}${at}${key}`) ?? undefined;
    return [
      {
        value,
        description: readDescription(other("Description")),
        userId: other("UserId"),
        hasId: other("GroupId") !== undefined,
      },
    ];
  });
}

function sourceFields(source: Source, description: string | undefined): Record<string, string> {
  const more = (list: string) =>
    description === undefined ? {} : { [`${list}.1.Description`]: description };
  switch (source.kind) {
    case "ipv4":
      return { "IpRanges.1.CidrIp": source.cidr, ...more("IpRanges") };
    case "ipv6":
      return { "Ipv6Ranges.1.CidrIpv6": source.cidr, ...more("Ipv6Ranges") };
    case "prefixList":
      return { "PrefixListIds.1.PrefixListId": source.id, ...more("PrefixListIds") };
    case "group":
      return { "Groups.1.GroupId": source.id, "Groups.1.UserId": source.userId, ...more("Groups") };
  }
}
