import { arnPrefix } from "../../../support/regions";
import type { AwsRequest } from "../../service";
import type { Access } from "../simulator";

/** Properties of a security group that policies' conditions can refer to. */
export interface SecurityGroupFacts {
  readonly groupId: string;
  readonly vpcId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Finds a security group of a region, by id or, in a default VPC, by name. */
export interface SecurityGroups {
  find(
    region: string,
    by: { readonly groupId?: string; readonly groupName?: string },
  ): Promise<SecurityGroupFacts | undefined>;
}

/** Resource types of ARNs, by the prefix of their ids. */
const types: Readonly<Record<string, string>> = {
  acl: "network-acl",
  dopt: "dhcp-options",
  eipalloc: "elastic-ip",
  eni: "network-interface",
  i: "instance",
  igw: "internet-gateway",
  nat: "natgateway",
  pl: "prefix-list",
  rtb: "route-table",
  sg: "security-group",
  sgr: "security-group-rule",
  subnet: "subnet",
  vol: "volume",
  vpc: "vpc",
  vpce: "vpc-endpoint",
};

/** EC2's requests name their resources by id. */
export async function ec2Accesses(
  request: AwsRequest,
  accountId: string,
  groups: SecurityGroups,
): Promise<readonly Access[]> {
  const { operation, region, parameters } = request;
  const action = `ec2:${operation}`;
  const arn = (resource: string) => `${arnPrefix(region)}:ec2:${region}:${accountId}:${resource}`;
  const context = { "ec2:Region": region };

  if (/^(Authorize|Revoke)SecurityGroup/.test(operation)) {
    const by = {
      groupId: parameters.get("GroupId") ?? undefined,
      groupName: parameters.get("GroupName") ?? undefined,
    };
    const group = await groups.find(region, by);
    // EC2 reports that a group doesn't exist before it asks IAM.
    if (!group) return [];
    return [groupAccess(action, arn, group, context)];
  }

  const ids = [...parameters].filter(([name]) => !/^(Filter|IpPermissions|TagSpecification)\./.test(name));
  const named = await Promise.all(
    ids.map(async ([, id]): Promise<Access | undefined> => {
      const type = types[/^([a-z]+)-[0-9a-f]{8,17}$/.exec(id)?.[1] ?? ""];
      if (!type) return undefined;
      const group = type === "security-group" ? await groups.find(region, { groupId: id }) : undefined;
      return group
        ? groupAccess(action, arn, group, context)
        : { action, resource: arn(`${type}/${id}`), context };
    }),
  );
  const found = named.filter((access) => access !== undefined);
  if (found.length > 0) return found;
  // What is to be created has no id yet.
  const created = /^Create([A-Z]\w+)$/.exec(operation)?.[1];
  return [{ action, resource: created ? arn(`${kebab(created)}/*`) : "*", context }];
}

function groupAccess(
  action: string,
  arn: (resource: string) => string,
  group: SecurityGroupFacts,
  context: Access["context"],
): Access {
  const tags = Object.entries(group.tags).flatMap(([key, value]) => [
    [`aws:ResourceTag/${key}`, value],
    [`ec2:ResourceTag/${key}`, value],
  ]);
  return {
    action,
    resource: arn(`security-group/${group.groupId}`),
    context: {
      ...context,
      "ec2:SecurityGroupID": group.groupId,
      "ec2:Vpc": arn(`vpc/${group.vpcId}`),
      ...(Object.fromEntries(tags) as Record<string, string>),
    },
  };
}

function kebab(name: string): string {
  return name.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
}
