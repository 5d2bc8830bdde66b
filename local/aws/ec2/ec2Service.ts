import type { Account } from "../account";
import type { MotoClient } from "../moto/client";
import type { AwsRequest, AwsResponse, AwsService } from "../service";
import { withCanonicalBlocks } from "./canonicalBlocks";
import { changedGroups, type ChangedGroups } from "./changes";
import { checkFilters } from "./filters";
import { GroupCalls } from "./groupCalls";
import { checkIds } from "./ids";
import { callsWithInterfaceGroups, checkInterfaceGroups } from "./interfaceGroups";
import { RouteCalls } from "./routeCalls";
import { RuleCalls } from "./ruleCalls";
import { RuleChanges } from "./ruleChanges";
import { RuleChecks } from "./ruleChecks";
import type { MotoSecurityGroups } from "./securityGroups";
import { checkTags } from "./tags";
import { VpcCalls } from "./vpcCalls";
import { VpcLimits } from "./vpcLimits";

type Call = (request: AwsRequest) => Promise<AwsResponse>;

/** Is notified of changes of security groups. */
export interface GroupListener {
  securityGroupsChanged(region: string, groups: ChangedGroups): void;
}

/**
 * EC2: requests are forwarded to moto, but for those that change security groups or what they belong to. These take effect,
 * or are rejected, as on EC2, and the listener (AWS Config) is notified.
 */
export class Ec2Service implements AwsService {
  private readonly groupCalls: GroupCalls;
  private readonly changes: Readonly<Record<string, Call>>;
  /** Changes are made one after another, since each reads the group before it writes. */
  private lastChange: Promise<unknown> = Promise.resolve();
  private readonly moto: MotoClient;

  constructor(
    { id: accountId, moto, quotas }: Pick<Account, "id" | "moto" | "quotas">,
    groups: MotoSecurityGroups,
    private readonly listener: GroupListener,
  ) {
    this.moto = moto;
    const checks = new RuleChecks(accountId, groups, quotas.groupRules);
    const rules = new RuleCalls(accountId, groups, checks, moto);
    const changes = new RuleChanges(accountId, groups, checks, moto);
    const groupCalls = new GroupCalls(groups, moto);
    const vpcs = new VpcCalls(moto);
    const limits = new VpcLimits(moto, quotas);
    const routes = new RouteCalls(moto);
    const withInterfaceGroups: Call = async (request) => {
      await checkInterfaceGroups(request, groups, moto);
      return moto.forward(request);
    };
    this.groupCalls = groupCalls;
    this.changes = {
      AuthorizeSecurityGroupIngress: (request) => rules.authorize(request),
      AuthorizeSecurityGroupEgress: (request) => rules.authorize(request),
      RevokeSecurityGroupIngress: (request) => rules.revoke(request),
      RevokeSecurityGroupEgress: (request) => rules.revoke(request),
      UpdateSecurityGroupRuleDescriptionsIngress: (request) => changes.updateDescriptions(request),
      UpdateSecurityGroupRuleDescriptionsEgress: (request) => changes.updateDescriptions(request),
      ModifySecurityGroupRules: (request) => changes.modify(request),
      CreateSecurityGroup: (request) => groupCalls.create(request),
      DeleteSecurityGroup: (request) => groupCalls.delete(request),
      CreateVpc: async (request) => {
        await limits.checkVpcs(request.region);
        return groupCalls.createVpc(request);
      },
      CreateDefaultVpc: async (request) => {
        await limits.checkVpcs(request.region);
        return groupCalls.createVpc(request);
      },
      CreateInternetGateway: async (request) => {
        await limits.checkGateways(request.region);
        return moto.forward(request);
      },
      DeleteVpc: (request) => vpcs.deleteVpc(request),
      CreateSubnet: async (request) => vpcs.createSubnet(request),
      DeleteSubnet: (request) => vpcs.deleteSubnet(request),
      DeleteRouteTable: (request) => vpcs.deleteRouteTable(request),
      AssociateRouteTable: (request) => routes.associate(request),
      CreateRoute: (request) => routes.toGateway(request),
      ReplaceRoute: (request) => routes.toGateway(request),
      DeleteRoute: (request) => routes.delete(request),
      AttachInternetGateway: (request) => vpcs.attachGateway(request),
      DetachInternetGateway: (request) => vpcs.detachGateway(request),
      ...Object.fromEntries(callsWithInterfaceGroups.map((name) => [name, withInterfaceGroups])),
    };
  }

  /** Completes a region's default VPC before it is first read. */
  prepare(region: string): Promise<void> {
    return this.groupCalls.prepare(region);
  }

  async handle(received: AwsRequest): Promise<AwsResponse> {
    checkIds(received);
    checkTags(received.parameters);
    checkFilters(received);
    const request = withCanonicalBlocks(received);
    await this.prepare(request.region);
    const change = Object.hasOwn(this.changes, request.operation)
      ? this.changes[request.operation]
      : undefined;
    // A dry run changes nothing, and moto's response to it is EC2's.
    const dry = change !== undefined && request.parameters.get("DryRun") === "true";
    const answer = await (change && !dry ? this.inTurn(() => change(request)) : this.moto.forward(request));
    if (answer.status >= 300) return withoutPython(answer);
    const changed = changedGroups(request, answer);
    if (changed) this.listener.securityGroupsChanged(request.region, changed);
    return answer;
  }

  private inTurn<T>(call: () => Promise<T>): Promise<T> {
    const done = this.lastChange.then(call);
    // A change that failed doesn't stop the next; its caller gets the error.
    this.lastChange = done.catch(() => {});
    return done;
  }
}

/** moto's message about a group that doesn't exist writes its id as a Python set. */
function withoutPython(answer: AwsResponse): AwsResponse {
  return { ...answer, body: answer.body.toString().replace(/'\{('[^']*')(, '[^']*')*\}'/, "$1") };
}
