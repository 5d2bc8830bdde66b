import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MessageType } from "@aws-sdk/client-config-service";
import { startLocalAws, type LocalAws } from "../../../local/aws";
import type { Interceptor } from "../../../local/aws/faults";
import type { Quotas } from "../../../local/aws/quotas";
import { AwsClients } from "../../../local/support/awsClients";
import { functionArchive } from "../../serialisation/functionArchive";
import { mockVpc, tcp } from "./faultLab";
import { makeFunction, makeFunctionRole, putRule, startRecorder } from "./rule";

/** AWS on this machine where AWS Config invokes the uploaded archive by Lambda, for every group of a VPC. */
export interface LambdaLab {
  readonly aws: LocalAws;
  readonly clients: AwsClients;
  /** A new group of the VPC with these TCP ports open to the world. */
  makeGroup(name: string, ports: readonly number[]): Promise<string>;
  /** Creates the rule, which evaluates every group; resolves when nothing is in progress. */
  startRule(): Promise<void>;
  /** How many groups of the VPC have each list of open TCP ports, the VPC's default group included. */
  portsOfGroups(): Promise<Record<string, number>>;
  /** How many groups have each result; those out of the rule's scope are left out. */
  resultsInScope(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

export interface LambdaLabOptions {
  /** The function's time limit. Seconds. @default 60 */
  readonly timeout?: number;
  readonly faults?: Interceptor;
  /** @default a new account's */
  readonly quotas?: Partial<Quotas>;
  /** Of the stack that the archive is made with. @default none */
  readonly configuration?: Record<string, string>;
  /** What triggers the rule. @default changes of groups, oversized items too */
  readonly triggers?: readonly MessageType[];
}

export async function startLambdaLab({
  timeout = 60,
  faults,
  quotas,
  configuration,
  triggers,
}: LambdaLabOptions): Promise<LambdaLab> {
  const folder = mkdtempSync(join(tmpdir(), "lambda-lab-"));
  const aws = await startLocalAws({ folder, faults, quotas });
  const { endpoint, region, credentials } = aws;
  const clients = new AwsClients(region, () => ({ endpoint, credentials }));
  const { ec2, config } = clients;
  const { Vpc } = await ec2.createVpc({ CidrBlock: "10.0.0.0/16" });
  const vpcId = Vpc?.VpcId ?? "";
  const role = await makeFunctionRole(clients, vpcId);
  const files = await functionArchive(configuration);
  const code = (files["__index.js"] ?? "").replaceAll(mockVpc, vpcId);
  const functionArn = await makeFunction(aws, clients, role, { "__index.js": code }, timeout);
  return {
    aws,
    clients,
    makeGroup: async (name, ports) => {
      const group = { GroupName: name, Description: "of a test", VpcId: vpcId };
      const { GroupId = "" } = await ec2.createSecurityGroup(group);
      await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: ports.map(tcp) });
      return GroupId;
    },
    startRule: async () => {
      await startRecorder(aws, clients);
      await putRule(clients, functionArn, undefined, triggers);
      await aws.idle();
    },
    portsOfGroups: async () => {
      const { SecurityGroups = [] } = await ec2.describeSecurityGroups({
        Filters: [{ Name: "vpc-id", Values: [vpcId] }],
      });
      return counted(
        SecurityGroups.map(({ IpPermissions = [] }) =>
          IpPermissions.map(({ FromPort = -1 }) => FromPort)
            .sort((one, other) => one - other)
            .join(),
        ),
      );
    },
    resultsInScope: async () => {
      const results: string[] = [];
      for (let NextToken: string | undefined, first = true; first || NextToken; first = false) {
        const page = await config.getComplianceDetailsByConfigRule({
          ConfigRuleName: "EC2SecurityGroup",
          Limit: 100,
          NextToken,
        });
        results.push(...(page.EvaluationResults ?? []).map(({ ComplianceType = "" }) => ComplianceType));
        NextToken = page.NextToken;
      }
      return counted(results.filter((result) => result !== "NOT_APPLICABLE"));
    },
    stop: async () => {
      clients.destroy();
      await aws.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function counted(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
