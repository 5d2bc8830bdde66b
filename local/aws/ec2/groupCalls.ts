import type { MotoClient } from "../moto/client";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
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

  /** EC2 rejects deleting a default group, and a group that a rule of another names. */
  async delete(request: AwsRequest): Promise<AwsResponse> {
    const parameters = request.parameters;
    const reference = {
      groupId: parameters.get("GroupId") ?? undefined,
      groupName: parameters.get("GroupName") ?? undefined,
    };
    const group = await this.groups.describe(request.region, reference);
    if (group?.GroupName === "default") {
      throw new AwsError(
        "CannotDelete",
        `the specified group: "${group.GroupId}" name: "default" cannot be deleted by a user`,
      );
    }
    if (group && (await this.isReferenced(request.region, group.GroupId!))) {
      throw new AwsError("DependencyViolation", `resource ${group.GroupId} has a dependent object`);
    }
    return this.moto.forward(request);
  }

  private async isReferenced(region: string, groupId: string): Promise<boolean> {
    const filters = ["ip-permission.group-id", "egress.ip-permission.group-id"];
    const found = await Promise.all(
      filters.map((Name) => this.groups.describeWhere(region, { Name, Values: [groupId] })),
    );
    return found.flat().some((group) => group.GroupId !== groupId);
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
