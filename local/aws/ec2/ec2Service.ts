import type { MotoClient } from "../moto/client";
import type { AwsRequest, AwsResponse, AwsService } from "../service";
import { changedGroups, type ChangedGroups } from "./changes";
import { GroupCalls } from "./groupCalls";
import { RuleCalls } from "./ruleCalls";
import type { MotoSecurityGroups } from "./securityGroups";

type Call = (request: AwsRequest) => Promise<AwsResponse>;

/**
 * EC2 is moto's, but for the calls that change security groups: those are done as EC2 does them, and AWS Config is told.
 */
export class Ec2Service implements AwsService {
  private readonly groupCalls: GroupCalls;
  private readonly changes: Readonly<Record<string, Call>>;
  /** Changes are done one after another, since each looks before it acts. */
  private lastChange: Promise<unknown> = Promise.resolve();

  constructor(
    accountId: string,
    groups: MotoSecurityGroups,
    private readonly moto: MotoClient,
    private readonly onChange: (region: string, groups: ChangedGroups) => void,
  ) {
    const rules = new RuleCalls(accountId, groups, moto);
    const groupCalls = new GroupCalls(groups, moto);
    this.groupCalls = groupCalls;
    this.changes = {
      AuthorizeSecurityGroupIngress: (request) => rules.authorize(request),
      AuthorizeSecurityGroupEgress: (request) => rules.authorize(request),
      RevokeSecurityGroupIngress: (request) => rules.revoke(request),
      RevokeSecurityGroupEgress: (request) => rules.revoke(request),
      UpdateSecurityGroupRuleDescriptionsIngress: (request) => rules.updateDescriptions(request),
      UpdateSecurityGroupRuleDescriptionsEgress: (request) => rules.updateDescriptions(request),
      ModifySecurityGroupRules: (request) => moto.forward(request),
      CreateSecurityGroup: (request) => moto.forward(request),
      DeleteSecurityGroup: (request) => groupCalls.delete(request),
      CreateVpc: (request) => groupCalls.createVpc(request),
      CreateDefaultVpc: (request) => groupCalls.createVpc(request),
    };
  }

  /** Puts a region's default VPC right before anybody looks at it. */
  prepare(region: string): Promise<void> {
    return this.groupCalls.prepare(region);
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    await this.prepare(request.region);
    const change = Object.hasOwn(this.changes, request.operation)
      ? this.changes[request.operation]
      : undefined;
    // A dry run changes nothing, and moto answers it rightly.
    const dry = change !== undefined && request.parameters.get("DryRun") === "true";
    const answer = await (change && !dry ? this.inTurn(() => change(request)) : this.moto.forward(request));
    if (answer.status >= 300) return withoutPython(answer);
    const changed = changedGroups(request, answer);
    if (changed) this.onChange(request.region, changed);
    return answer;
  }

  private inTurn<T>(call: () => Promise<T>): Promise<T> {
    const done = this.lastChange.then(call);
    // A change that failed doesn't stop the next; its caller gets the error.
    this.lastChange = done.catch(() => {});
    return done;
  }
}

/** moto's message about a group that isn't there shows the id as a set of Python's. */
function withoutPython(answer: AwsResponse): AwsResponse {
  return { ...answer, body: answer.body.toString().replace(/'\{('[^']*')(, '[^']*')*\}'/, "$1") };
}
