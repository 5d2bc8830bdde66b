import { AwsError, type AwsRequest } from "../service";

/**
 * Parameters that hold ids, and EC2's error for one that can't be an id; AWS spells the codes as they are here.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const kinds = [
  { parameter: /(^|\.)(Security|Referenced)?GroupId(\.\d+)?$/, prefix: "sg", code: "InvalidGroupId" },
  {
    parameter: /(^|\.)SecurityGroupRuleId(\.\d+)?$/,
    prefix: "sgr",
    code: "InvalidSecurityGroupRuleId",
  },
  { parameter: /(^|\.)PrefixListId(\.\d+)?$/, prefix: "pl", code: "InvalidPrefixListId" },
  { parameter: /^VpcId(\.\d+)?$/, prefix: "vpc", code: "InvalidVpcID" },
  { parameter: /^SubnetId(\.\d+)?$/, prefix: "subnet", code: "InvalidSubnetID" },
] as const;

/**
 * Rejects malformed ids of security groups, their rules, prefix lists, VPCs and subnets. moto looks them up, and reports
 * that they don't exist.
 *
 * @throws AwsError e.g. InvalidGroupId.Malformed
 */
export function checkIds({ operation, parameters }: Pick<AwsRequest, "operation" | "parameters">): void {
  // The id of a placement group has the same parameter.
  if (operation.includes("PlacementGroup")) return;
  for (const [name, value] of parameters) {
    const kind = kinds.find(({ parameter }) => parameter.test(name));
    if (!kind || isId(kind.prefix, value)) continue;
    const expected = value.startsWith(`${kind.prefix}-`) ? "" : ` (expecting "${kind.prefix}-...")`;
    throw new AwsError(`${kind.code}.Malformed`, `Invalid id: "${value}"${expected}`);
  }
}

/** 17 hexadecimal digits, or 8 as until 2018. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html */
function isId(prefix: string, text: string): boolean {
  return new RegExp(`^${prefix}-([0-9a-f]{8}|[0-9a-f]{17})$`).test(text);
}
