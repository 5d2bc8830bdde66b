/** What the provider answers when the program asks where it is. By token. */
export const mockAccount: Readonly<Record<string, Record<string, unknown>>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": {
    accountId: "123456789012",
    arn: "arn:aws:iam::123456789012:user/instructor",
  },
  "aws:index/getRegion:getRegion": { region: "us-east-1" },
  "aws:iam/getRole:getRole": {
    assumeRolePolicy: JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: ["config.amazonaws.com", "lambda.amazonaws.com"] },
          Action: "sts:AssumeRole",
        },
      ],
    }),
  },
  "aws:iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation": { results: [] },
  // Not in order: a Region's answer needn't be.
  "aws:index/getAvailabilityZones:getAvailabilityZones": { names: ["us-east-1b", "us-east-1a"] },
};

/** The account of {@link mockAccount}, as the components take it. */
export const account = { id: "123456789012", region: "us-east-1", partition: "aws", zone: "us-east-1a" };

const arns: Readonly<Record<string, string>> = {
  "aws:iam/role:Role": "arn:aws:iam::123456789012:role/",
  "aws:sns/topic:Topic": "arn:aws:sns:us-east-1:123456789012:",
  "aws:s3/bucket:Bucket": "arn:aws:s3:::",
  "aws:cloudwatch/logGroup:LogGroup": "arn:aws:logs:us-east-1:123456789012:log-group:",
  "aws:lambda/function:Function": "arn:aws:lambda:us-east-1:123456789012:function:",
  "aws:cfg/rule:Rule": "arn:aws:config:us-east-1:123456789012:config-rule/config-rule-",
};

/** The state that AWS would give a resource, with an id of its own. */
export function mockState(
  type: string,
  name: string,
  inputs: Readonly<Record<string, unknown>>,
  serial: number,
): { id: string; state: Record<string, unknown> } {
  const given = typeof inputs["name"] === "string" ? inputs["name"] : `${name}-made-up`;
  const arn = arns[type];
  const state: Record<string, unknown> = { ...inputs, name: given, ...(arn && { arn: `${arn}${given}` }) };
  if (type === "aws:s3/bucket:Bucket") state["bucket"] = given;
  if (type === "awsx:ec2:Vpc") {
    state["vpcId"] = "vpc-0a1b2c3d4e5f60718";
    state["publicSubnetIds"] = ["subnet-0a1b2c3d4e5f60718"];
    state["vpc"] = { defaultSecurityGroupId: "sg-0de0a0170000000000" };
  }
  return { id: `${type.split(":").at(-1)}-${serial}`, state };
}
