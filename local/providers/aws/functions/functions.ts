import type { Values } from "../../plugin/propertyValues";
import type { AwsAccount } from "../account/awsAccount";
import { refusal } from "../typeCatalogue";

type Answer = (args: Values, aws: AwsAccount) => Promise<Values> | Values;

/** The functions that the program calls, and some more. */
const functions: Readonly<Record<string, Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": async (_, aws) => {
    const caller = await aws.caller();
    return { ...caller, id: caller.accountId };
  },
  "aws:index/getRegion:getRegion": (_, aws) => ({
    description: aws.region,
    endpoint: `ec2.${aws.region}.${aws.partition.dnsSuffix}`,
    id: aws.region,
    name: aws.region,
    region: aws.region,
  }),
  "aws:index/getPartition:getPartition": (_, aws) => {
    const { id, dnsSuffix, reverseDnsPrefix } = aws.partition;
    return { dnsSuffix, id, partition: id, reverseDnsPrefix };
  },
  "aws:index/getAvailabilityZones:getAvailabilityZones": async (args, aws) => {
    return (await import("./availabilityZones")).getAvailabilityZones(args, aws);
  },
  "aws:ec2/getSecurityGroup:getSecurityGroup": async (args, aws) => {
    return (await import("./securityGroups")).getSecurityGroup(args, aws);
  },
  "aws:ec2/getSecurityGroups:getSecurityGroups": async (args, aws) => {
    return (await import("./securityGroups")).getSecurityGroups(args, aws);
  },
  "aws:iam/getPolicyDocument:getPolicyDocument": async (args) => {
    return (await import("./policyDocument")).getPolicyDocument(args);
  },
};

/** Answers a call of one of the provider's functions. */
export async function call(token: string, args: Values, aws: AwsAccount): Promise<Values> {
  const answer = functions[token];
  if (!answer) throw new Error(refusal(token, "functions", Object.keys(functions)));
  return answer(args, aws);
}
