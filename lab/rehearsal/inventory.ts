import {
  DescribeConfigRulesCommand,
  DescribeConfigurationRecordersCommand,
  DescribeDeliveryChannelsCommand,
} from "@aws-sdk/client-config-service";
import {
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import { ListRolesCommand } from "@aws-sdk/client-iam";
import { ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { ListSubscriptionsCommand, ListTopicsCommand } from "@aws-sdk/client-sns";
import type { LabClients } from "../stack/clients";
import type { Table } from "../output/table";
import { same, type Seen } from "./step";

/** Everything in the account of the kinds that the lab makes: by kind, the ids in order. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

type Ids = (string | undefined)[] | undefined;

/**
 * Network ACLs aren't looked at: the lab makes none, and moto server leaves a VPC's own behind, which goes with it on AWS.
 * A first page holds 50 and more of each kind; the account of a session never gets there.
 */
const kinds: Readonly<Record<string, (clients: LabClients) => Promise<Ids>>> = {
  VPCs: async ({ ec2 }) => (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.map((vpc) => vpc.VpcId),
  subnets: async ({ ec2 }) =>
    (await ec2.send(new DescribeSubnetsCommand({}))).Subnets?.map((subnet) => subnet.SubnetId),
  "internet gateways": async ({ ec2 }) =>
    (await ec2.send(new DescribeInternetGatewaysCommand({}))).InternetGateways?.map(
      (gw) => gw.InternetGatewayId,
    ),
  "route tables": async ({ ec2 }) =>
    (await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables?.map((table) => table.RouteTableId),
  "security groups": async ({ ec2 }) =>
    (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups?.map((group) => group.GroupId),
  roles: async ({ iam }) => (await iam.send(new ListRolesCommand({}))).Roles?.map((role) => role.RoleName),
  functions: async ({ lambda }) =>
    (await lambda.send(new ListFunctionsCommand({}))).Functions?.map((each) => each.FunctionName),
  "log groups": async ({ logs }) =>
    (await logs.send(new DescribeLogGroupsCommand({}))).logGroups?.map((group) => group.logGroupName),
  topics: async ({ sns }) =>
    (await sns.send(new ListTopicsCommand({}))).Topics?.map((topic) => topic.TopicArn),
  subscriptions: async ({ sns }) =>
    (await sns.send(new ListSubscriptionsCommand({}))).Subscriptions?.map((each) => each.SubscriptionArn),
  buckets: async ({ s3 }) =>
    (await s3.send(new ListBucketsCommand({}))).Buckets?.map((bucket) => bucket.Name),
  "Config rules": async ({ config }) =>
    (await config.send(new DescribeConfigRulesCommand({}))).ConfigRules?.map((rule) => rule.ConfigRuleName),
  "Config recorders": async ({ config }) =>
    (await config.send(new DescribeConfigurationRecordersCommand({}))).ConfigurationRecorders?.map(
      (each) => each.name,
    ),
  "Config delivery channels": async ({ config }) =>
    (await config.send(new DescribeDeliveryChannelsCommand({}))).DeliveryChannels?.map((each) => each.name),
};

/** Looks at the account. */
export async function takeInventory(clients: LabClients): Promise<Inventory> {
  const entries = await Promise.all(
    Object.entries(kinds).map(async ([kind, list]): Promise<[string, string[]]> => {
      const ids = (await list(clients)) ?? [];
      return [kind, ids.map((id) => id ?? "(without id)").sort()];
    }),
  );
  return Object.fromEntries(entries);
}

/** What is there now and wasn't before, and the other way round: a check a kind. */
export function compareInventories(before: Inventory, height: Inventory, after: Inventory): Seen {
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
