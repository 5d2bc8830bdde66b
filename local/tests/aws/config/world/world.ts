import { gunzipSync } from "node:zlib";
import {
  ConfigService as ConfigClient,
  type ComplianceType,
  type ConfigServiceClientConfig,
} from "@aws-sdk/client-config-service";
import type { SecurityGroup } from "@aws-sdk/client-ec2";
import type { Account } from "../../../../aws/account";
import { administratorKeyOf, homeAccount } from "../../../../aws/administrator";
import { ConfigService } from "../../../../aws/config";
import type { GroupIds } from "../../../../aws/config/recording/groupSource";
import { Gateway } from "../../../../aws/gateway";
import { MotoClient } from "../../../../aws/moto/client";
import { newAccountQuotas } from "../../../../aws/quotas";
import { AwsError } from "../../../../aws/service";
import { Endpoints, type Published } from "./endpoints";
import {
  accountId,
  channel,
  groupType,
  newGroup,
  recorder,
  region,
  type InvokingMessage,
  type RuleEvent,
} from "./fixtures";

/**
 * AWS Config behind an HTTP endpoint, among stand-ins: security groups that tests change, a function that tests
 * write, S3 and SNS.
 */
export class World extends Endpoints {
  readonly groups = new Map<string, SecurityGroup>();
  readonly events: RuleEvent[] = [];
  readonly log: string[] = [];
  /** How often groups were described. */
  describes = 0;
  /** How many of the next descriptions fail. */
  describeFailures = 0;
  /** Called once the groups are read and before they are returned. */
  describing: (() => void) | undefined;
  functionPolicy: string | undefined = "may invoke";
  /** The rule's function. */
  run: (event: RuleEvent) => Promise<void> = () => Promise.resolve();

  readonly service: ConfigService;
  /** The SDK's client of the service. */
  readonly config: ConfigClient;
  private readonly clients: { destroy(): void }[] = [];

  private constructor(private readonly gateway: Gateway) {
    super();
    this.config = this.client();
    this.service = new ConfigService(
      this.account(),
      {
        policyOf: () => Promise.resolve(this.functionPolicy),
        invoke: (_region, _functionArn, payload) => this.invoke(payload as RuleEvent),
      },
      { describe: (_region, ids) => this.describe(ids) },
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
      rest: { handle: ({ service }) => Promise.reject(new Error(`AWS Config calls no ${service}`)) },
      log: (line) => world.log.push(line),
    });
    return world;
  }

  get endpoint(): string {
    return this.gateway.endpoint;
  }

  client(settings: ConfigServiceClientConfig = {}): ConfigClient {
    const { endpoint } = this;
    const client = new ConfigClient({
      endpoint,
      region,
      credentials: administratorKeyOf(homeAccount),
      ...settings,
    });
    this.clients.push(client);
    return client;
  }

  /** Puts recorder and channel. */
  async prepare(ConfigurationRecorder = recorder): Promise<void> {
    await this.config.putConfigurationRecorder({ ConfigurationRecorder });
    await this.config.putDeliveryChannel({ DeliveryChannel: channel });
  }

  /** Puts recorder and channel, and starts the recorder. */
  async record(): Promise<void> {
    await this.prepare();
    await this.config.startConfigurationRecorder({ ConfigurationRecorderName: "default" });
    await this.service.idle();
  }

  /** Reports on an event's resource through the API, as a rule's function does. */
  async report(
    { resultToken, message }: RuleEvent,
    result: ComplianceType,
    Annotation?: string,
  ): Promise<void> {
    const item = message.configurationItem ?? message.configurationItemSummary;
    await this.config.putEvaluations({
      ResultToken: resultToken,
      Evaluations: [
        {
          ComplianceResourceType: groupType,
          ComplianceResourceId: String(item?.resourceId),
          ComplianceType: result,
          Annotation,
          OrderingTimestamp: new Date(String(item?.configurationItemCaptureTime)),
        },
      ],
    });
  }

  /** Creates or changes a group, and notifies AWS Config. */
  change(groupId: string, group: Partial<SecurityGroup> = {}): void {
    this.groups.set(groupId, { ...(this.groups.get(groupId) ?? newGroup(groupId)), ...group });
    this.service.securityGroupsChanged(region, [groupId]);
  }

  delete(groupId: string): void {
    this.groups.delete(groupId);
    this.service.securityGroupsChanged(region, [groupId]);
  }

  /** The delivered file whose key contains the text, unzipped. */
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
      quotas: newAccountQuotas,
      // Only for topics: groups come from the stand-in.
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

  private describe(ids: GroupIds): Promise<SecurityGroup[]> {
    this.describes += 1;
    if (this.describeFailures > 0) {
      this.describeFailures -= 1;
      return Promise.reject(new Error("EC2 is unavailable"));
    }
    const all = [...this.groups.values()];
    const found = ids === "all" ? all : all.filter(({ GroupId = "" }) => ids.includes(GroupId));
    this.describing?.();
    return Promise.resolve(found);
  }

  private async invoke(payload: RuleEvent): Promise<void> {
    // What Lambda would get: JSON, nothing by reference.
    const event = JSON.parse(JSON.stringify(payload)) as RuleEvent;
    const parsed = { ...event, message: JSON.parse(event.invokingEvent) as InvokingMessage };
    this.events.push(parsed);
    await this.run(parsed);
  }
}
