import type { Tag } from "@aws-sdk/client-ec2";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { explain } from "../../failures";
import { classTag } from "../backend";
import { clientsWith } from "../credentials";
import type { Target } from "./targets";

/** What is left in the accounts of destroyed stacks, by the class's tag. */
export interface Leftovers {
  /** Such as `account 123456789012, us-east-1: VPC vpc-0a1b… (stack stu001)`. */
  readonly found: readonly string[];
  /** Where it couldn't be looked up. */
  readonly notes: readonly string[];
}

interface Tagged {
  readonly id: string | undefined;
  readonly tags: readonly Tag[] | undefined;
}

type Filters = { Name: string; Values: string[] }[];

/** Not by DescribeTags, which lists tags of deleted resources for a while. */
const kinds: Readonly<Record<string, (clients: AwsClients, Filters: Filters) => Promise<Tagged[]>>> = {
  VPC: async ({ ec2 }, Filters) => tagged((await ec2.describeVpcs({ Filters })).Vpcs, ({ VpcId }) => VpcId),
  subnet: async ({ ec2 }, Filters) =>
    tagged((await ec2.describeSubnets({ Filters })).Subnets, ({ SubnetId }) => SubnetId),
  "internet gateway": async ({ ec2 }, Filters) =>
    tagged(
      (await ec2.describeInternetGateways({ Filters })).InternetGateways,
      ({ InternetGatewayId }) => InternetGatewayId,
    ),
  "route table": async ({ ec2 }, Filters) =>
    tagged((await ec2.describeRouteTables({ Filters })).RouteTables, ({ RouteTableId }) => RouteTableId),
  "security group": async ({ ec2 }, Filters) =>
    tagged((await ec2.describeSecurityGroups({ Filters })).SecurityGroups, ({ GroupId }) => GroupId),
};

function tagged<Resource extends { Tags?: Tag[] }>(
  resources: Resource[] | undefined,
  idOf: (resource: Resource) => string | undefined,
): Tagged[] {
  return (resources ?? []).map((resource) => ({ id: idOf(resource), tags: resource.Tags }));
}

/**
 * Looks in each account and region for parts of a VPC with the class's tag and the tag of a destroyed stack. They aren't
 * deleted: no state says what else uses them.
 */
export async function findLeftovers(destroyed: readonly Target[]): Promise<Leftovers> {
  const places = new Map(destroyed.map((one) => [`account ${one.account ?? "?"}, ${one.region}`, one]));
  const found: string[] = [];
  const notes: string[] = [];
  for (const [place, { source, region }] of places) {
    try {
      const clients = await clientsWith(source, region);
      try {
        found.push(...(await inPlace(destroyed, clients)).map((one) => `${place}: ${one}`));
      } finally {
        clients.destroy();
      }
    } catch (error) {
      notes.push(`${place}: leftovers couldn't be looked up: ${explain(error).message}`);
    }
  }
  return { found, notes };
}

async function inPlace(destroyed: readonly Target[], clients: AwsClients): Promise<string[]> {
  const stacks = destroyed.map(({ stack }) => stack);
  const filters = [{ Name: `tag:${classTag}`, Values: [...new Set(destroyed.map((one) => one.class))] }];
  const lists = await Promise.all(
    Object.entries(kinds).map(async ([kind, list]) =>
      (await list(clients, filters)).flatMap(({ id, tags }) => {
        const stack = tags?.find(({ Key }) => Key === "Stack")?.Value ?? "";
        return stacks.includes(stack) ? [`${kind} ${id ?? "?"} (stack ${stack})`] : [];
      }),
    ),
  );
  return lists.flat();
}
