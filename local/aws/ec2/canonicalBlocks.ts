import type { AwsRequest } from "../service";
import { canonicalCidr } from "./canonical";
import { withForm } from "./ruleRequest";

/** Parameters with blocks that EC2 makes canonical, by call: "if you specify 100.68.0.18/18, we modify it to 100.68.0.0/18". */
const blocks: Readonly<Record<string, readonly string[]>> = {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html
  CreateVpc: ["CidrBlock"],
  AssociateVpcCidrBlock: ["CidrBlock"],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html
  CreateSubnet: ["CidrBlock"],
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html
  CreateRoute: ["DestinationCidrBlock", "DestinationIpv6CidrBlock"],
  ReplaceRoute: ["DestinationCidrBlock", "DestinationIpv6CidrBlock"],
  DeleteRoute: ["DestinationCidrBlock", "DestinationIpv6CidrBlock"],
};

/** The request with its blocks in canonical form; moto, which keeps them as given, rejects what is no block. */
export function withCanonicalBlocks(request: AwsRequest): AwsRequest {
  const names = Object.hasOwn(blocks, request.operation) ? blocks[request.operation]! : [];
  const parameters = new URLSearchParams(request.parameters);
  for (const name of names) {
    const given = parameters.get(name);
    const cidr = given === null ? undefined : canonicalCidr(given);
    if (cidr !== undefined) parameters.set(name, cidr);
  }
  if (parameters.toString() === request.parameters.toString()) return request;
  return { ...request, ...withForm(request, parameters), parameters };
}
