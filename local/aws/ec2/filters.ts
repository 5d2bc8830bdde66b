import { AwsError, type AwsRequest } from "../service";

const permissionFilters = [
  "cidr",
  "from-port",
  "group-id",
  "group-name",
  "ipv6-cidr",
  "prefix-list-id",
  "protocol",
]
  .concat("to-port", "user-id")
  .map((name) => `ip-permission.${name}`);

/**
 * The filters of the calls that describe what a lab has, without those by tag: as the EC2 API Reference lists them. In other
 * calls moto decides.
 */
const filters: Readonly<Record<string, readonly string[]>> = {
  DescribeSecurityGroups: [
    ...permissionFilters,
    ...permissionFilters.map((name) => `egress.${name}`),
    ...["description", "group-id", "group-name", "owner-id", "vpc-id"],
  ],
  DescribeSecurityGroupRules: ["group-id", "security-group-rule-id"],
  DescribeVpcs: [
    ...["cidr", "dhcp-options-id", "is-default", "isDefault", "owner-id", "state", "vpc-id"],
    ...["association-id", "cidr-block", "state"].map((name) => `cidr-block-association.${name}`),
    ...["association-id", "ipv6-cidr-block", "ipv6-pool", "state"].map(
      (name) => `ipv6-cidr-block-association.${name}`,
    ),
  ],
  DescribeSubnets: [
    ...["availability-zone", "availabilityZone", "availability-zone-id", "availabilityZoneId"],
    ...["available-ip-address-count", "cidr", "cidr-block", "cidrBlock", "customer-owned-ipv4-pool"],
    ...["default-for-az", "defaultForAz", "enable-dns64", "enable-lni-at-device-index", "ipv6-native"],
    ...["association-id", "ipv6-cidr-block", "state"].map((name) => `ipv6-cidr-block-association.${name}`),
    ...["map-customer-owned-ip-on-launch", "map-public-ip-on-launch", "outpost-arn", "owner-id"],
    ...["hostname-type", "enable-resource-name-dns-a-record", "enable-resource-name-dns-aaaa-record"].map(
      (name) => `private-dns-name-options-on-launch.${name}`,
    ),
    ...["state", "subnet-arn", "subnet-id", "vpc-id"],
  ],
  DescribeInternetGateways: ["attachment.state", "attachment.vpc-id", "internet-gateway-id", "owner-id"],
  DescribeRouteTables: [
    ...["gateway-id", "main", "route-table-association-id", "route-table-id", "subnet-id"].map(
      (name) => `association.${name}`,
    ),
    ...["destination-cidr-block", "destination-ipv6-cidr-block", "destination-prefix-list-id"]
      .concat(
        "egress-only-internet-gateway-id",
        "gateway-id",
        "instance-id",
        "nat-gateway-id",
        "origin",
        "state",
      )
      .concat("transit-gateway-id", "vpc-peering-connection-id")
      .map((name) => `route.${name}`),
    ...["owner-id", "route-table-id", "vpc-id"],
  ],
};

/** Rejects a filter that the call doesn't have. @throws AwsError InvalidParameterValue */
export function checkFilters({ operation, parameters }: Pick<AwsRequest, "operation" | "parameters">): void {
  const known = Object.hasOwn(filters, operation) ? filters[operation] : undefined;
  if (!known) return;
  for (const [parameter, name] of parameters) {
    if (!/^Filter\.\d+\.Name$/.test(parameter)) continue;
    if (known.includes(name) || /^tag(:.+|-key|-value)$/.test(name)) continue;
    throw new AwsError("InvalidParameterValue", `The filter '${name}' is invalid`);
  }
}
