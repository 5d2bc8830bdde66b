import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { Table } from "../../output/table";
import { same, type Findings } from "../../findings";

/** The resources in the account of the kinds that the lab creates: sorted ids by kind. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

type Ids = (string | undefined)[] | undefined;

/**
 * Network ACLs aren't listed: the lab creates none, and moto server keeps a VPC's own, which AWS deletes with the VPC.
 * Only the first page is read: it holds at least 50 of each kind, more than the account of a session ever has.
 */
const kinds: Readonly<Record<string, (clients: AwsClients) => Promise<Ids>>> = {
  VPCs: async ({ ec2 }) => (await ec2.describeVpcs({})).Vpcs?.map((vpc) => vpc.VpcId),
  subnets: async ({ ec2 }) => (await ec2.describeSubnets({})).Subnets?.map((subnet) => subnet.SubnetId),
  "internet gateways": async ({ ec2 }) =>
    (await ec2.describeInternetGateways({})).InternetGateways?.map((gw) => gw.InternetGatewayId),
  "route tables": async ({ ec2 }) =>
    (await ec2.describeRouteTables({})).RouteTables?.map((table) => table.RouteTableId),
  "security groups": async ({ ec2 }) =>
    (await ec2.describeSecurityGroups({})).SecurityGroups?.map((group) => group.GroupId),
  roles: async ({ iam }) => (await iam.listRoles({})).Roles?.map((role) => role.RoleName),
  functions: async ({ lambda }) =>
    (await lambda.listFunctions({})).Functions?.map((each) => each.FunctionName),
  "log groups": async ({ logs }) =>
    (await logs.describeLogGroups({})).logGroups?.map((group) => group.logGroupName),
  topics: async ({ sns }) => (await sns.listTopics({})).Topics?.map((topic) => topic.TopicArn),
  subscriptions: async ({ sns }) =>
    (await sns.listSubscriptions({})).Subscriptions?.map((each) => each.SubscriptionArn),
  buckets: async ({ s3 }) => (await s3.listBuckets({})).Buckets?.map((bucket) => bucket.Name),
  "Config rules": async ({ config }) =>
    (await config.describeConfigRules({})).ConfigRules?.map((rule) => rule.ConfigRuleName),
  "Config recorders": async ({ config }) =>
    (await config.describeConfigurationRecorders({})).ConfigurationRecorders?.map((each) => each.name),
  "Config delivery channels": async ({ config }) =>
    (await config.describeDeliveryChannels({})).DeliveryChannels?.map((each) => each.name),
};

/** Lists what the account has now. */
export async function takeInventory(clients: AwsClients): Promise<Inventory> {
  const entries = await Promise.all(
    Object.entries(kinds).map(async ([kind, list]): Promise<[string, string[]]> => {
      const ids = (await list(clients)) ?? [];
      return [kind, ids.map((id) => id ?? "(without id)").sort()];
    }),
  );
  return Object.fromEntries(entries);
}

/** For each kind a check that exactly what existed before exists after destroy. @param height with the lab at its last stage */
export function compareInventories(before: Inventory, height: Inventory, after: Inventory): Findings {
  const kindsSeen = Object.keys(before);
  const evidence: Table = {
    title: "The account",
    head: ["kind", "before", "with the lab", "after destroy"],
    rows: kindsSeen.map((kind) => [
      kind,
      ...[before, height, after].map((look) => String(look[kind]?.length ?? 0)),
    ]),
  };
  const text = (ids: readonly string[] = []) => ids.join(", ") || "none";
  return {
    checks: kindsSeen.map((kind) => same(`${kind} after destroy`, text(before[kind]), text(after[kind]))),
    evidence: [evidence],
  };
}
