import type { EC2Client, SecurityGroup } from "@aws-sdk/client-ec2";
import type { ClientSettings } from "../account";
import type { SecurityGroupFacts, SecurityGroups } from "../iam/access/ec2";

/** Security groups as moto has them. */
export class MotoSecurityGroups implements SecurityGroups {
  readonly #clients = new Map<string, Promise<EC2Client>>();

  constructor(private readonly direct: (region: string) => ClientSettings) {}

  async find(
    region: string,
    { groupId, groupName }: { readonly groupId?: string; readonly groupName?: string },
  ): Promise<SecurityGroupFacts | undefined> {
    const group = await this.describe(region, groupId, groupName);
    if (!group) return undefined;
    const tags = (group.Tags ?? []).map(({ Key, Value }) => [Key!, Value ?? ""] as const);
    return { groupId: group.GroupId!, vpcId: group.VpcId!, tags: Object.fromEntries(tags) };
  }

  /** A group by id, or by its name, which only groups of a default VPC may be called by. */
  async describe(
    region: string,
    groupId: string | undefined,
    groupName?: string,
  ): Promise<SecurityGroup | undefined> {
    const { DescribeSecurityGroupsCommand } = await import("@aws-sdk/client-ec2");
    // A filter finds nothing where there is nothing; an id that isn't there would be an error.
    const filter = groupId
      ? { Name: "group-id", Values: [groupId] }
      : { Name: "group-name", Values: [groupName ?? ""] };
    const client = await this.client(region);
    const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand({ Filters: [filter] }));
    return SecurityGroups?.[0];
  }

  private client(region: string): Promise<EC2Client> {
    let client = this.#clients.get(region);
    if (!client) {
      client = import("@aws-sdk/client-ec2").then(({ EC2Client }) => new EC2Client(this.direct(region)));
      this.#clients.set(region, client);
    }
    return client;
  }
}
