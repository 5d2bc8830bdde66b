import type { SecurityGroup } from "@aws-sdk/client-ec2";
import type { MotoClient } from "../../moto/client";

/** Security groups by id, or every group of the region. */
export type GroupIds = readonly string[] | "all";

/** Where AWS Config reads security groups. */
export interface GroupSource {
  /** Groups that don't exist are absent from the result. */
  describe(region: string, groupIds: GroupIds): Promise<SecurityGroup[]>;
}

/** EC2's limit of values in one filter. */
const filterLimit = 200;

/** Reads groups as moto keeps them, as the account's administrator. */
export class MotoGroupSource implements GroupSource {
  constructor(private readonly moto: MotoClient) {}

  async describe(region: string, groupIds: GroupIds): Promise<SecurityGroup[]> {
    const { paginateDescribeSecurityGroups } = await import("@aws-sdk/client-ec2");
    const client = this.moto.in(region).ec2;
    const found: SecurityGroup[] = [];
    for (const ids of groupIds === "all" ? [undefined] : chunks(groupIds, filterLimit)) {
      // GroupIds would be an error where one of the groups is deleted, which is what is to be found out.
      const Filters = ids && [{ Name: "group-id", Values: ids }];
      for await (const page of paginateDescribeSecurityGroups({ client }, { Filters })) {
        found.push(...(page.SecurityGroups ?? []));
      }
    }
    return found;
  }
}

function chunks<Member>(members: readonly Member[], size: number): Member[][] {
  const count = Math.ceil(members.length / size);
  return Array.from({ length: count }, (_, index) => members.slice(index * size, (index + 1) * size));
}
