import type { MotoClient } from "../moto/client";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import { checkGroupTexts } from "./groupTexts";
import { referenceIn, withCall } from "./ruleRequest";
import type { MotoSecurityGroups } from "./securityGroups";

/** Creates and deletes groups as EC2 does, where moto differs. */
export class GroupCalls {
  /** Regions whose default VPC has been completed. */
  private readonly prepared = new Map<string, Promise<void>>();

  constructor(
    private readonly groups: MotoSecurityGroups,
    private readonly moto: MotoClient,
  ) {}

  /** Completes the default group of the region's default VPC, once. */
  prepare(region: string): Promise<void> {
    let prepared = this.prepared.get(region);
    if (!prepared) {
      prepared = this.completeDefaultGroups(region, { Name: "group-name", Values: ["default"] });
      this.prepared.set(region, prepared);
      // The next request tries again; this one's caller gets the error.
      prepared.catch(() => this.prepared.delete(region));
    }
    return prepared;
  }

  /** moto's new VPC, with a default group that permits traffic between its members. */
  async createVpc(request: AwsRequest): Promise<AwsResponse> {
    const answer = await this.moto.forward(request);
    const vpcId = /<vpcId>(vpc-[0-9a-f]+)<\/vpcId>/.exec(answer.body.toString())?.[1];
    if (vpcId) await this.completeDefaultGroups(request.region, { Name: "vpc-id", Values: [vpcId] });
    return answer;
  }

  /**
   * A group's name is unique in its VPC, which exists.
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
   */
  async create(request: AwsRequest): Promise<AwsResponse> {
    const { region, parameters } = request;
    const { name } = checkGroupTexts(parameters);
    const vpcId = parameters.get("VpcId") ?? (await this.groups.defaultVpcs(region))[0];
    if (vpcId === undefined) throw new AwsError("VPCIdNotSpecified", "No default VPC for this user");
    // moto would make the VPC's list of groups up.
    if (!(await this.groups.isVpc(region, vpcId))) throw vpcNotFound(vpcId);
    const form = { ...Object.fromEntries(parameters), GroupName: name, VpcId: vpcId };
    const answer = await this.moto.forward(withCall(request, request.operation, form));
    // moto's message names no VPC.
    if (answer.status >= 300 && answer.body.includes("<Code>InvalidGroup.Duplicate</Code>")) {
      throw new AwsError(
        "InvalidGroup.Duplicate",
        `The security group '${name}' already exists for VPC '${vpcId}'`,
      );
    }
    return answer;
  }

  /**
   * EC2 keeps a default group, and a group that a network interface has or that a rule of another names.
   * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html
   */
  async delete(request: AwsRequest): Promise<AwsResponse> {
    const { region, parameters } = request;
    const group = await this.groups.get(region, referenceIn(parameters));
    const GroupId = group.GroupId!;
    if (group.GroupName === "default") {
      throw new AwsError(
        "CannotDelete",
        `the specified group: "${GroupId}" name: "default" cannot be deleted by a user`,
      );
    }
    if ((await this.isReferenced(region, GroupId)) || (await this.hasInterface(region, GroupId))) {
      throw new AwsError("DependencyViolation", `resource ${GroupId} has a dependent object`);
    }
    // By id: moto looks for a name in all VPCs.
    return this.moto.forward(withCall(request, request.operation, { GroupId }));
  }

  private async isReferenced(region: string, groupId: string): Promise<boolean> {
    const filters = ["ip-permission.group-id", "egress.ip-permission.group-id"];
    const found = await Promise.all(
      filters.map((Name) => this.groups.describeWhere(region, { Name, Values: [groupId] })),
    );
    return found.flat().some((group) => group.GroupId !== groupId);
  }

  private async hasInterface(region: string, groupId: string): Promise<boolean> {
    const Filters = [{ Name: "group-id", Values: [groupId] }];
    const { NetworkInterfaces } = await this.moto.in(region).ec2.describeNetworkInterfaces({ Filters });
    return (NetworkInterfaces ?? []).length > 0;
  }

  private async completeDefaultGroups(
    region: string,
    filter: { readonly Name: string; readonly Values: string[] },
  ): Promise<void> {
    for (const group of await this.groups.describeWhere(region, filter)) {
      const incomplete = group.GroupName === "default" && (group.IpPermissions ?? []).length === 0;
      if (incomplete) await this.groups.allowMembers(region, group.GroupId!);
    }
  }
}

export function vpcNotFound(vpcId: string): AwsError {
  return new AwsError("InvalidVpcID.NotFound", `The vpc ID '${vpcId}' does not exist`);
}
