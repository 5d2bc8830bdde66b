import type { DescribeSecurityGroupsCommandInput, SecurityGroup } from "@aws-sdk/client-ec2";
import type { MotoClient } from "../../moto/client";

/** Security groups by id, or every group of the region. */
export type GroupIds = readonly string[] | "all";

/** Where AWS Config reads security groups. */
export interface GroupSource {
  /** Groups that don't exist are absent from the result. */
  describe(region: string, groupIds: GroupIds): Promise<SecurityGroup[]>;
}

/** Ids in one request, where one that doesn't exist has all of them described again. */
const idsPerRequest = 200;

/** Reads groups as moto keeps them, as the account's administrator. */
export class MotoGroupSource implements GroupSource {
  constructor(private readonly moto: MotoClient) {}

  async describe(region: string, groupIds: GroupIds): Promise<SecurityGroup[]> {
    if (groupIds === "all") return this.request(region, {});
    const found: SecurityGroup[] = [];
    for (const ids of chunks(groupIds, idsPerRequest)) found.push(...(await this.existing(region, ids)));
    return found;
  }

  private async existing(region: string, GroupIds: string[]): Promise<SecurityGroup[]> {
    try {
      return await this.request(region, { GroupIds });
    } catch (error) {
      if ((error as Error).name !== "InvalidGroup.NotFound") throw error;
      // A group is deleted, which is what is to be found out. moto is slower here: it compares each group with each value.
      return this.request(region, { Filters: [{ Name: "group-id", Values: GroupIds }] });
    }
  }

  private async request(
    region: string,
    input: Pick<DescribeSecurityGroupsCommandInput, "GroupIds" | "Filters">,
  ): Promise<SecurityGroup[]> {
    const { paginateDescribeSecurityGroups } = await import("@aws-sdk/client-ec2");
    const found: SecurityGroup[] = [];
    for await (const page of paginateDescribeSecurityGroups({ client: this.moto.in(region).ec2 }, input))
      found.push(...(page.SecurityGroups ?? []));
    return found;
  }
}

function chunks<Member>(members: readonly Member[], size: number): Member[][] {
  const count = Math.ceil(members.length / size);
  return Array.from({ length: count }, (_, index) => members.slice(index * size, (index + 1) * size));
}
