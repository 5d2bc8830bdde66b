import { AwsError } from "../service";
import type { Permission } from "./permission";
import { readCidr, readPorts, readProtocol } from "./permissionFields";

/**
 * Parameters that give one permission in the request itself, the form that IpPermissions superseded.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html
 */
export const flatParameters = [
  "IpProtocol",
  "FromPort",
  "ToPort",
  "CidrIp",
  "SourceSecurityGroupName",
  "SourceSecurityGroupOwnerId",
] as const;

/**
 * Reads the permissions that the flat parameters give; none where there are none of them.
 *
 * @throws AwsError InvalidParameterValue or InvalidParameterCombination, for what EC2 rejects.
 */
export async function readFlatPermissions(
  parameters: URLSearchParams,
  accountId: string,
  groupIdByName: (name: string) => Promise<string>,
): Promise<Permission[]> {
  const field = (name: (typeof flatParameters)[number]) => parameters.get(name) ?? undefined;
  if (!flatParameters.some((name) => parameters.has(name))) return [];
  const groupName = field("SourceSecurityGroupName");
  if (groupName === undefined) {
    const protocol = readProtocol(field("IpProtocol"));
    const ports = readPorts(protocol, field("FromPort"), field("ToPort"));
    const cidr = field("CidrIp");
    if (cidr === undefined)
      throw new AwsError("MissingParameter", "The request must contain the parameter cidrIp");
    return [{ protocol, ports, source: { kind: "ipv4", cidr: readCidr(cidr, "ipv4") } }];
  }
  const other = (["IpProtocol", "FromPort", "ToPort", "CidrIp"] as const).find((name) =>
    parameters.has(name),
  );
  if (other !== undefined) {
    const message = `The parameter ${other} cannot be used with the parameter SourceSecurityGroupName`;
    throw new AwsError("InvalidParameterCombination", message);
  }
  const id = await groupIdByName(groupName);
  const userId = field("SourceSecurityGroupOwnerId") ?? accountId;
  return everyProtocol.map((permission) => ({ ...permission, source: { kind: "group", id, userId } }));
}

/** What a source group gets that is given without a protocol: full ICMP, UDP and TCP access. */
const everyProtocol = [
  { protocol: "tcp", ports: { from: 0, to: 65535 } },
  { protocol: "udp", ports: { from: 0, to: 65535 } },
  { protocol: "icmp", ports: { from: -1, to: -1 } },
] as const;
