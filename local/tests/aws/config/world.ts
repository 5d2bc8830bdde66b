import { gunzipSync } from "node:zlib";
import { ConfigServiceClient, type ConfigServiceClientConfig } from "@aws-sdk/client-config-service";
import * as awsConfig from "@aws-sdk/client-config-service";
import type { SecurityGroup } from "@aws-sdk/client-ec2";
import type { Account } from "../../../aws/account";
import { administratorKey } from "../../../aws/administrator";
import { ConfigService } from "../../../aws/config/configService";
import { Gateway } from "../../../aws/gateway";
import { MotoClient } from "../../../aws/moto/client";
import { AwsError, type AwsRequest, type AwsResponse } from "../../../aws/service";

export const accountId = "123456789012";
export const region = "us-east-1";
export const roleArn = `arn:aws:iam::${accountId}:role/AwsConfigRole`;
export const bucket = "history-bucket";
export const topicArn = `arn:aws:sns:${region}:${accountId}:config-topic`;
export const functionArn = `arn:aws:lambda:${region}:${accountId}:function:evaluate`;
export const groupType = "AWS::EC2::SecurityGroup";

/** What a rule's function gets, with its JSON texts read. */
export interface RuleEvent {
  readonly resultToken: string;
  readonly eventLeftScope: boolean;
  readonly executionRoleArn: string;
  readonly configRuleName: string;
  readonly ruleParameters?: string;
  readonly invokingEvent: string;
  /** The invoking event, parsed. */
  readonly told: Told;
}

/** What tests read of an invoking event. */
export interface Told {
  readonly messageType: string;
  readonly configurationItem?: {
    readonly resourceId: string;
    readonly configurationItemStatus: string;
  } & Record<string, unknown>;
  readonly configurationItemDiff?: unknown;
  readonly configurationItemSummary?: Record<string, unknown>;
  readonly s3DeliverySummary?: Record<string, unknown>;
}

export interface Published {
  readonly subject: string;
  readonly message: Record<string, unknown>;
}

/**
 * AWS Config behind an HTTP endpoint, among stand-ins: groups that tests change, a function that tests write,
 * and as much of S3, SNS and Lambda as AWS Config calls. What is in `denied` is denied, as by IAM.
 */
export class World {
  readonly groups = new Map<string, SecurityGroup>();
  readonly denied = new Set<string>();
  readonly objects = new Map<string, Buffer>();
  readonly objectAcls = new Map<string, string>();
  readonly published: Published[] = [];
  readonly events: RuleEvent[] = [];
  readonly log: string[] = [];
  /** Names of operations as they arrive at S3, SNS and Lambda. */
  readonly calls: string[] = [];
  describes = 0;
  /** So many of the next descriptions fail. */
  describeFailures = 0;
  /** Called once the groups are read and before they are answered. */
  describing: (() => void) | undefined;
  functionPolicy: string | undefined = "may invoke";
  /** The rule's function. */
  run: (event: RuleEvent, world: World) => Promise<void> = () => Promise.resolve();

  readonly service: ConfigService;
  private readonly clients: { destroy(): void }[] = [];

  private constructor(private readonly gateway: Gateway) {
    this.service = new ConfigService(
      this.account(),
      { invoke: (_region, _arn, payload) => this.invoked(payload as RuleEvent) },
      (_region, ids) => this.describe(ids),
    );
  }

  static async start(): Promise<World> {
    const gateway = await Gateway.listen(0, region);
    const world = new World(gateway);
    gateway.serve({
      sessions: { identify: () => ({ kind: "administrator", arn: `arn:aws:iam::${accountId}:root` }) },
      authorize: () => Promise.resolve(),
      unsigned: () => undefined,
      services: {
        config: world.service,
        s3: { handle: (request) => Promise.resolve(world.s3(request)) },
        sns: { handle: (request) => Promise.resolve(world.sns(request)) },
      },
      rest: { handle: () => Promise.resolve(world.lambda()) },
      log: (line) => world.log.push(line),
    });
    return world;
  }

  get endpoint(): string {
    return this.gateway.endpoint;
  }

  client(settings: ConfigServiceClientConfig = {}): ConfigServiceClient {
    const credentials = administratorKey;
    const client = new ConfigServiceClient({ endpoint: this.endpoint, region, credentials, ...settings });
    this.clients.push(client);
    return client;
  }

  /** Puts recorder and channel, and starts the recorder. */
  async record(): Promise<ConfigServiceClient> {
    const config = this.client();
    await this.prepare(config);
    await config.send(
      new awsConfig.StartConfigurationRecorderCommand({ ConfigurationRecorderName: "default" }),
    );
    await this.service.idle();
    return config;
  }

  async prepare(config: ConfigServiceClient): Promise<void> {
    await config.send(new awsConfig.PutConfigurationRecorderCommand({ ConfigurationRecorder: recorder }));
    await config.send(new awsConfig.PutDeliveryChannelCommand({ DeliveryChannel: channel }));
  }

  /** Makes or changes a group, and tells AWS Config. */
  change(groupId: string, group: Partial<SecurityGroup> = {}): void {
    this.groups.set(groupId, { ...(this.groups.get(groupId) ?? newGroup(groupId)), ...group });
    this.service.securityGroupsChanged(region, [groupId]);
  }

  delete(groupId: string): void {
    this.groups.delete(groupId);
    this.service.securityGroupsChanged(region, [groupId]);
  }

  /** The delivered file whose key holds the text, unzipped. */
  file(text: string): Record<string, unknown> {
    const key = [...this.objects.keys()].find((each) => each.includes(text));
    if (!key) throw new Error(`No object with ${text} among ${[...this.objects.keys()].join(", ")}`);
    return JSON.parse(gunzipSync(this.objects.get(key) ?? "").toString()) as Record<string, unknown>;
  }

  messages(messageType: string): Published[] {
    return this.published.filter(({ message }) => message.messageType === messageType);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    for (const client of this.clients) client.destroy();
    await this.gateway.stop();
  }

  private account(): Account {
    return {
      id: accountId,
      endpoint: this.endpoint,
      folder: "",
      // Groups are described by the stand-in below.
      moto: new MotoClient(this.endpoint),
      assumeRole: () => {
        if (!this.denied.has("sts:AssumeRole")) {
          return Promise.resolve({ accessKeyId: "ASIAROLE", secretAccessKey: "local", sessionToken: "role" });
        }
        return Promise.reject(new AwsError("AccessDenied", "not authorized to perform: sts:AssumeRole", 403));
      },
      isAllowed: (_role, action) => Promise.resolve(!this.denied.has(action)),
      servicePrincipalAllowed: (policy) => policy !== undefined,
      log: (line) => this.log.push(line),
    };
  }

  private describe(ids: readonly string[] | "all"): Promise<SecurityGroup[]> {
    this.describes += 1;
    if (this.describeFailures > 0) {
      this.describeFailures -= 1;
      return Promise.reject(new Error("EC2 is away"));
    }
    const all = [...this.groups.values()];
    const found = ids === "all" ? all : all.filter(({ GroupId = "" }) => ids.includes(GroupId));
    this.describing?.();
    return Promise.resolve(found);
  }

  private async invoked(payload: RuleEvent): Promise<void> {
    // What Lambda would get: JSON, nothing by reference.
    const event = JSON.parse(JSON.stringify(payload)) as RuleEvent;
    const read = { ...event, told: JSON.parse(event.invokingEvent) as Told };
    this.events.push(read);
    await this.run(read, this);
  }

  private s3(request: AwsRequest): AwsResponse {
    const [path = ""] = request.url.split("?");
    const action = request.method === "PUT" ? "s3:PutObject" : "s3:GetBucketAcl";
    this.calls.push(action);
    if (!path.startsWith(`/${bucket}`)) return xmlError(404, "NoSuchBucket");
    if (this.denied.has(action) || request.headers["x-amz-security-token"] !== "role") {
      return xmlError(403, "AccessDenied");
    }
    if (action === "s3:PutObject") {
      const key = decodeURIComponent(path.slice(bucket.length + 2));
      this.objects.set(key, request.body);
      this.objectAcls.set(key, request.headers["x-amz-acl"] ?? "");
    }
    const acl = `<AccessControlPolicy><Owner><ID>owner</ID></Owner></AccessControlPolicy>`;
    return {
      status: 200,
      headers: { "content-type": "application/xml" },
      body: action === "s3:PutObject" ? "" : acl,
    };
  }

  private sns(request: AwsRequest): AwsResponse {
    this.calls.push("sns:Publish");
    if (this.denied.has("sns:Publish") || request.headers["x-amz-security-token"] !== "role") {
      const body = `<ErrorResponse><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>not authorized to perform: SNS:Publish</Message></Error></ErrorResponse>`;
      return { status: 403, headers: { "content-type": "text/xml" }, body };
    }
    const { parameters: form } = request;
    const message = JSON.parse(form.get("Message") ?? "") as Record<string, unknown>;
    this.published.push({ subject: form.get("Subject") ?? "", message });
    const body = `<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>`;
    return { status: 200, headers: { "content-type": "text/xml" }, body };
  }

  private lambda(): AwsResponse {
    this.calls.push("lambda:GetPolicy");
    const headers = { "content-type": "application/json" };
    if (this.functionPolicy !== undefined) {
      return { status: 200, headers, body: JSON.stringify({ Policy: this.functionPolicy }) };
    }
    const errorHeaders = { ...headers, "x-amzn-errortype": "ResourceNotFoundException" };
    return { status: 404, headers: errorHeaders, body: JSON.stringify({ Message: "no policy" }) };
  }
}

export const recorder: awsConfig.ConfigurationRecorder = {
  name: "default",
  roleARN: roleArn,
  recordingGroup: { allSupported: false, resourceTypes: [groupType] },
  recordingMode: { recordingFrequency: "CONTINUOUS" },
};

export const channel: awsConfig.DeliveryChannel = {
  name: "default",
  s3BucketName: bucket,
  snsTopicARN: topicArn,
};

/** A rule that hears of changes, small and large. */
export function rule(settings: Partial<awsConfig.ConfigRule> = {}): awsConfig.ConfigRule {
  return {
    ConfigRuleName: "EC2SecurityGroup",
    Description: "Restrict inbound ports to HTTP and HTTPS",
    Scope: { ComplianceResourceTypes: [groupType] },
    InputParameters: '{"debug":"true"}',
    Source: {
      Owner: "CUSTOM_LAMBDA",
      SourceIdentifier: functionArn,
      SourceDetails: [
        { EventSource: "aws.config", MessageType: "ConfigurationItemChangeNotification" },
        { EventSource: "aws.config", MessageType: "OversizedConfigurationItemChangeNotification" },
      ],
    },
    ...settings,
  };
}

export function newGroup(groupId: string): SecurityGroup {
  return {
    GroupId: groupId,
    GroupName: `name of ${groupId}`,
    Description: "a group",
    OwnerId: accountId,
    VpcId: "vpc-1",
    IpPermissions: [tcp(80)],
    IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    Tags: [{ Key: "Name", Value: "LabSG1" }],
  };
}

/** A port open to the world. */
export function tcp(port: number) {
  return { IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
}

/** Reports on the resource of an event through the API, as a rule's function does. */
export function report(
  config: ConfigServiceClient,
  event: RuleEvent,
  compliance: awsConfig.ComplianceType,
  annotation?: string,
) {
  const item = event.told.configurationItem ?? event.told.configurationItemSummary;
  return config.send(
    new awsConfig.PutEvaluationsCommand({
      ResultToken: event.resultToken,
      Evaluations: [
        {
          ComplianceResourceType: groupType,
          ComplianceResourceId: String(item?.resourceId),
          ComplianceType: compliance,
          Annotation: annotation,
          OrderingTimestamp: new Date(String(item?.configurationItemCaptureTime)),
        },
      ],
    }),
  );
}

function xmlError(status: number, code: string): AwsResponse {
  const body = `<Error><Code>${code}</Code><Message>${code} of the stand-in</Message></Error>`;
  return { status, headers: { "content-type": "application/xml" }, body };
}
