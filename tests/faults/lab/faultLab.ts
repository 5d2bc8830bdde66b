import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EC2, IpPermission, SecurityGroup } from "@aws-sdk/client-ec2";
import { startLocalAws, type LocalAws } from "../../../local/aws";
import type { Interceptor } from "../../../local/aws/faults";
import { AwsClients } from "../../../local/support/awsClients";
import type { ConfigRuleEvent } from "../../../remediation/configEvent";
import { configEvent } from "../../remediation/configEvents";
import { functionArchive } from "../../serialisation/functionArchive";
import { discard, unpack } from "../../serialisation/lambdaProcess";
import { FunctionEnvironment, functionEnvironment } from "./environment";
import { makeCatchingRule, sessionOfFunctionRole } from "./rule";

/** The VPC of the stack's mocks, for which the archive is made; the real one takes its place. */
export const mockVpc = "vpc-0a1b2c3d4e5f60718";

/** AWS on this machine with a VPC and a rule; the function's archive runs in processes of its own. */
export interface FaultLab {
  readonly aws: LocalAws;
  readonly ec2: EC2;
  readonly vpcId: string;
  /** Binds evaluations to the rule: no log may contain it. */
  readonly resultToken: string;
  /** Folder of the unpacked archive. */
  readonly code: string;
  /** Of a process that runs it. */
  readonly functionEnvironment: NodeJS.ProcessEnv;
  /** A new group of the VPC with these TCP ports open to the world. */
  makeGroup(ports: readonly number[]): Promise<string>;
  /** What stands between the function and the services, for calls about a group. */
  intercept(groupId: string, interceptor: Interceptor | undefined): void;
  /** The event of AWS Config about a group. @param after milliseconds of its item behind the first event's */
  eventOf(groupId: string, after?: number): ConfigRuleEvent;
  /** Starts another execution environment, which ends with the lab. */
  startEnvironment(): FunctionEnvironment;
  describe(groupId: string): Promise<SecurityGroup | undefined>;
  /** The open TCP ports of a group, sorted; undefined when it is gone. */
  portsOf(groupId: string): Promise<number[] | undefined>;
  /** The rule's result on a group that AWS Config keeps. */
  complianceOf(groupId: string): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** @param configuration of the stack that the archive is made with @param rulesPerGroup EC2's quota */
export async function startFaultLab(
  configuration: Record<string, string> = {},
  rulesPerGroup = 60,
): Promise<FaultLab> {
  const folder = mkdtempSync(join(tmpdir(), "fault-lab-"));
  const interceptors = new Map<string, Interceptor>();
  const environments: FunctionEnvironment[] = [];
  const aws = await startLocalAws({
    folder,
    quotas: { groupRules: rulesPerGroup },
    faults: {
      intercept: (request, carryOut) => {
        const groupId = /sg-[0-9a-f]{17}/.exec(request.body.toString("latin1"))?.[0] ?? "";
        // Only the function is a role's session here.
        const interceptor = request.caller.kind === "role" ? interceptors.get(groupId) : undefined;
        return interceptor ? interceptor.intercept(request, carryOut) : carryOut();
      },
    },
  });
  const clients = new AwsClients(aws.region, () => ({
    endpoint: aws.endpoint,
    credentials: aws.credentials,
  }));
  const { ec2, config } = clients;
  const { Vpc } = await ec2.createVpc({ CidrBlock: "10.0.0.0/16" });
  const vpcId = Vpc?.VpcId ?? "";
  const resultToken = await makeCatchingRule(aws, clients, folder, vpcId);
  const settings = {
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: await sessionOfFunctionRole(clients, vpcId),
  };
  const files = await functionArchive(configuration);
  const code = (files["__index.js"] ?? "").replaceAll(mockVpc, vpcId);
  const unpacked = unpack({ "__index.js": code });
  const started = Date.now();
  let groups = 0;

  const describe = async (groupId: string): Promise<SecurityGroup | undefined> => {
    const { SecurityGroups } = await ec2
      .describeSecurityGroups({ GroupIds: [groupId] })
      .catch((error: Error) => {
        if (error.name === "InvalidGroup.NotFound") return { SecurityGroups: [] };
        throw error;
      });
    return SecurityGroups?.[0];
  };

  return {
    aws,
    ec2,
    vpcId,
    resultToken,
    code: unpacked,
    functionEnvironment: functionEnvironment(settings),
    makeGroup: async (ports) => {
      const group = { GroupName: `group-${++groups}`, Description: "of a test", VpcId: vpcId };
      const { GroupId = "" } = await ec2.createSecurityGroup(group);
      const IpPermissions = ports.map(tcp);
      if (ports.length > 0) await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
      return GroupId;
    },
    intercept: (groupId, interceptor) => {
      if (interceptor) interceptors.set(groupId, interceptor);
      else interceptors.delete(groupId);
    },
    eventOf: (groupId, after = 0) => eventOf(groupId, vpcId, new Date(started + after), resultToken),
    startEnvironment: () => {
      const environment = new FunctionEnvironment(unpacked, settings);
      environments.push(environment);
      return environment;
    },
    describe,
    portsOf: async (groupId) => {
      const group = await describe(groupId);
      return group?.IpPermissions?.map(({ FromPort = -1 }) => FromPort).sort((one, other) => one - other);
    },
    complianceOf: async (ResourceId) => {
      const command = { ResourceType: "AWS::EC2::SecurityGroup", ResourceId };
      const { EvaluationResults } = await config.getComplianceDetailsByResource(command);
      return EvaluationResults?.[0]?.ComplianceType;
    },
    stop: async () => {
      await Promise.all(environments.map((environment) => environment.stop()));
      clients.destroy();
      await aws.stop();
      discard(unpacked);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** TCP at a port from anywhere. */
export function tcp(port: number): IpPermission {
  return { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
}

/** Another writer's change of a group. */
export async function change(
  ec2: EC2,
  groupId: string,
  { add = [], remove = [] }: { add?: readonly number[]; remove?: readonly number[] },
): Promise<void> {
  const GroupId = groupId;
  if (add.length > 0) await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: add.map(tcp) });
  if (remove.length > 0) await ec2.revokeSecurityGroupIngress({ GroupId, IpPermissions: remove.map(tcp) });
}

function eventOf(groupId: string, vpcId: string, captured: Date, resultToken: string): ConfigRuleEvent {
  const event = configEvent("change");
  const invokingEvent = event.invokingEvent
    .replaceAll("sg-0a1b2c3d4e5f60718", groupId)
    .replaceAll(mockVpc, vpcId)
    .replace(
      /"configurationItemCaptureTime":"[^"]*"/g,
      `"configurationItemCaptureTime":"${captured.toISOString()}"`,
    );
  return { ...event, invokingEvent, resultToken };
}
