import { AwsError } from "../service";
import { canonicalCidr, canonicalProtocol } from "./canonical";
import type { Permission, Source } from "./permission";

/** Finds the id of a security group that is referred to by name. */
export type GroupIdByName = (name: string) => Promise<string>;

/** Parameters that give one permission in the request itself, the form that IpPermissions superseded. */
const oldStyle = [
  "IpProtocol",
  "FromPort",
  "ToPort",
  "CidrIp",
  "SourceSecurityGroupName",
  "SourceSecurityGroupOwnerId",
];

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
  const permissions: Permission[] = [];
  for (const prefix of prefixesOf(parameters)) {
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
  const kept = [...parameters].filter(
    ([name]) => !name.startsWith("IpPermissions.") && !oldStyle.includes(name),
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

function prefixesOf(parameters: URLSearchParams): string[] {
  const indexes = [...parameters.keys()].map((name) => /^IpPermissions\.(\d+)\./.exec(name)?.[1]);
  const numbered = [...new Set(indexes.filter((index) => index !== undefined))];
  if (numbered.length > 0) return numbered.map((index) => `IpPermissions.${index}.`);
  return oldStyle.some((name) => parameters.has(name)) ? [""] : [];
}

function readProtocol(text: string | undefined): string {
  const protocol = canonicalProtocol(text ?? "");
  if (protocol === undefined)
    throw invalid(`Invalid value '${text ?? ""}' for IP protocol. Unknown protocol.`);
  return protocol;
}

function readPorts(
  protocol: string,
  fromText: string | undefined,
  toText: string | undefined,
): Permission["ports"] {
  const [from, to] = [Number(fromText ?? -1), Number(toText ?? -1)];
  if (protocol === "icmp" || protocol === "icmpv6") return { from, to };
  // Other protocols have no ports: whatever range is sent, all of the protocol is permitted.
  if (protocol !== "tcp" && protocol !== "udp") return undefined;
  if (fromText === undefined || toText === undefined) {
    throw invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
  }
  for (const port of [from, to]) {
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw invalid(`TCP/UDP port (${port}) out of range`);
  }
  if (from > to) throw invalid(`Invalid TCP/UDP port range (${from}:${to})`);
  return { from, to };
}

type Described = Pick<Permission, "source" | "description">;

async function readSources(
  parameters: URLSearchParams,
  prefix: string,
  accountId: string,
  groupIdByName: GroupIdByName,
): Promise<Described[]> {
  const list = (name: string, field: string) => members(parameters, `${prefix}${name}.`, field);
  const old = prefix === "" ? [...members(parameters, "", "CidrIp")] : [];
  const sources: Described[] = [...old, ...list("IpRanges", "CidrIp")].map(({ value, description }) => ({
    source: { kind: "ipv4", cidr: readCidr(value, "ipv4") },
    description,
  }));
  for (const { value, description } of list("Ipv6Ranges", "CidrIpv6")) {
    sources.push({ source: { kind: "ipv6", cidr: readCidr(value, "ipv6") }, description });
  }
  for (const { value, description } of list("PrefixListIds", "PrefixListId")) {
    sources.push({ source: { kind: "prefixList", id: value }, description });
  }
  for (const { value, description, userId } of list("Groups", "GroupId")) {
    sources.push({ source: { kind: "group", id: value, userId: userId ?? accountId }, description });
  }
  const byName =
    prefix === "" ? members(parameters, "", "SourceSecurityGroupName") : list("Groups", "GroupName");
  for (const { value, description, hasId } of byName) {
    if (hasId) continue;
    sources.push({
      source: { kind: "group", id: await groupIdByName(value), userId: accountId },
      description,
    });
  }
  return sources;
}

interface Member {
  readonly value: string;
  readonly description?: string;
  readonly userId?: string;
  readonly hasId: boolean;
}

/** Members of a list that have a field; of the request itself where there is no list. */
function members(parameters: URLSearchParams, prefix: string, field: string): Member[] {
  const pattern = prefix === "" ? new RegExp(`^(?<at>)${field}$`) : new RegExp(`^(?<at>\\d+\\.)${field}$`);
  return [...parameters].flatMap(([name, value]) => {
    const at = name.startsWith(prefix) ? pattern.exec(name.slice(prefix.length))?.groups?.at : undefined;
    if (at === undefined) return [];
    const other = (key: string) => parameters.get(`${prefix}${at}${key}`) ?? undefined;
    return [
      {
        value,
        description: other("Description"),
        userId: other("UserId"),
        hasId: other("GroupId") !== undefined && prefix !== "",
      },
    ];
  });
}

function readCidr(text: string, family: "ipv4" | "ipv6"): string {
  const cidr = canonicalCidr(text);
  if (cidr === undefined || cidr.includes(":") !== (family === "ipv6"))
    throw invalid(`CIDR block ${text} is malformed`);
  return cidr;
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

function invalid(message: string): AwsError {
  return new AwsError("InvalidParameterValue", message);
}
