import type { Evaluation, PutEvaluationsCommandInput } from "@aws-sdk/client-config-service";
import type { IpPermission, SecurityGroup } from "@aws-sdk/client-ec2";

/** The calls that a remediation makes. Each rejects with AWS's error after the SDK's own retries. */
export interface AwsCalls {
  /** The group as it is now; undefined when EC2 returns none. */
  describe(groupId: string): Promise<SecurityGroup | undefined>;
  /**
   * One page of the groups of a VPC, or of the region.
   *
   * @param next what the page before returned
   */
  describePage(vpcId: string | undefined, next: string | undefined): Promise<GroupPage>;
  authorize(groupId: string, permissions: readonly IpPermission[]): Promise<void>;
  /**
   * Resolves with the permissions that EC2 didn't find. Only in a default VPC; elsewhere one permission that doesn't
   * exist makes EC2 reject the whole request.
   */
  revoke(groupId: string, permissions: readonly IpPermission[]): Promise<readonly IpPermission[]>;
  /** Resolves with the evaluations that AWS Config didn't accept. */
  putEvaluations(request: PutEvaluationsCommandInput): Promise<readonly Evaluation[]>;
  /** Resolves after the given number of milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

/** A page of groups, and where the next one begins; absent on the last one. */
export interface GroupPage {
  readonly groups: readonly SecurityGroup[];
  readonly next?: string;
}

/** Groups in a page: as many as one PutEvaluations takes. EC2 accepts 5 to 1,000. */
const pageSize = 100;

/**
 * The calls through the AWS SDK of Lambda's Node.js runtimes, with the environment's region, credentials and
 * endpoint. Makes the two clients, so call it once per execution environment.
 */
export function sdkCalls(): AwsCalls {
  /* eslint-disable @typescript-eslint/no-require-imports -- A top-level import would be serialised as a path inside the
     package; a require of the bare name inside the function is kept as it is and finds the runtime's SDK. */
  const ec2Sdk = require("@aws-sdk/client-ec2") as typeof import("@aws-sdk/client-ec2");
  const configSdk =
    require("@aws-sdk/client-config-service") as typeof import("@aws-sdk/client-config-service");
  /* eslint-enable @typescript-eslint/no-require-imports */
  const ec2 = new ec2Sdk.EC2Client({});
  const config = new configSdk.ConfigServiceClient({});
  return {
    async describe(groupId) {
      const { SecurityGroups } = await ec2.send(
        new ec2Sdk.DescribeSecurityGroupsCommand({ GroupIds: [groupId] }),
      );
      return SecurityGroups?.[0];
    },
    async describePage(vpcId, next) {
      const { SecurityGroups, NextToken } = await ec2.send(
        new ec2Sdk.DescribeSecurityGroupsCommand({
          MaxResults: pageSize,
          NextToken: next,
          ...(vpcId === undefined ? {} : { Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
        }),
      );
      return { groups: SecurityGroups ?? [], next: NextToken };
    },
    async authorize(groupId, permissions) {
      await ec2.send(
        new ec2Sdk.AuthorizeSecurityGroupIngressCommand({
          GroupId: groupId,
          IpPermissions: [...permissions],
        }),
      );
    },
    async revoke(groupId, permissions) {
      const { UnknownIpPermissions } = await ec2.send(
        new ec2Sdk.RevokeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions: [...permissions] }),
      );
      return UnknownIpPermissions ?? [];
    },
    async putEvaluations(request) {
      const { FailedEvaluations } = await config.send(new configSdk.PutEvaluationsCommand(request));
      return FailedEvaluations ?? [];
    },
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}
