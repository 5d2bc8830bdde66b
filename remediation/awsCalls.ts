import type { Evaluation, PutEvaluationsCommandInput } from "@aws-sdk/client-config-service";
import type { IpPermission, SecurityGroup } from "@aws-sdk/client-ec2";

/** The calls that a remediation makes of the world. Each rejects with AWS's error after the SDK's own retries. */
export interface AwsCalls {
  /** The group as it is now; undefined when EC2 answers with none. */
  describe(groupId: string): Promise<SecurityGroup | undefined>;
  authorize(groupId: string, permissions: readonly IpPermission[]): Promise<void>;
  /**
   * Resolves with the permissions that EC2 didn't know. Only a default VPC's groups answer so; with others, one
   * permission that isn't there makes EC2 refuse the whole request.
   */
  revoke(groupId: string, permissions: readonly IpPermission[]): Promise<readonly IpPermission[]>;
  /** Resolves with the evaluations that AWS Config didn't take. */
  putEvaluations(request: PutEvaluationsCommandInput): Promise<readonly Evaluation[]>;
  /** Resolves after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

/**
 * The calls through the AWS SDK that Lambda's Node.js runtimes bring, with the environment's region, credentials and
 * endpoint. Makes the two clients, so call it once per execution environment.
 */
export function sdkCalls(): AwsCalls {
  /* eslint-disable @typescript-eslint/no-require-imports -- A top-level import would be serialised as a path inside the
     package; a require of the bare name, inside the function, stays as it is and finds the runtime's SDK. */
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
