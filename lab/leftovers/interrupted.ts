import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { orAbsent } from "../failures";
import type { StackState, StateResource } from "../stack/state";
import type { Leftover } from "./leftover";

/** A type whose creation isn't repeatable: how what an interrupted one left is found, and removed. */
interface Interrupted {
  readonly kind: string;
  find(resource: StateResource, clients: AwsClients, own: ReadonlySet<string>): Promise<readonly string[]>;
  commands(id: string, resource: StateResource): string[];
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** All of the resource's tags, the stack's name among them. @throws where it has none, since anything would match */
function tagFilters(inputs: StateResource["inputs"]): { Name: string; Values: string[] }[] {
  const tags = Object.entries((inputs.tags ?? {}) as Record<string, string>);
  if (tags.length === 0)
    throw new Error("expected tags of a resource whose creation was interrupted, got none");
  return tags.map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));
}

/** The input, if AWS has something of that name. */
async function named(name: string, response: Promise<unknown>, absent: string): Promise<string[]> {
  return (await orAbsent(response, absent)) === undefined ? [] : [name];
}

const types: Readonly<Record<string, Interrupted>> = {
  "aws:ec2/vpc:Vpc": {
    kind: "VPC",
    // Its id isn't known: those with all of its tags, the stack's name among them, which the stack doesn't have.
    async find({ inputs }, { ec2 }, own) {
      const { Vpcs = [] } = await ec2.describeVpcs({ Filters: tagFilters(inputs) });
      return Vpcs.map(({ VpcId = "" }) => VpcId).filter((id) => !own.has(id));
    },
    commands: (id) => [`aws ec2 delete-vpc --vpc-id ${id}`],
  },
  "aws:ec2/internetGateway:InternetGateway": {
    kind: "internet gateway",
    // One that is attached already is found in the VPC.
    async find({ inputs }, { ec2 }, own) {
      const { InternetGateways = [] } = await ec2.describeInternetGateways({ Filters: tagFilters(inputs) });
      return InternetGateways.filter(
        ({ InternetGatewayId = "", Attachments = [] }) =>
          !own.has(InternetGatewayId) && Attachments.length === 0,
      ).map(({ InternetGatewayId = "" }) => InternetGatewayId);
    },
    commands: (id) => [`aws ec2 delete-internet-gateway --internet-gateway-id ${id}`],
  },
  "aws:ec2/route:Route": {
    kind: "route",
    async find({ inputs }, { ec2 }) {
      const { RouteTables = [] } = await ec2.describeRouteTables({
        Filters: [{ Name: "route-table-id", Values: [text(inputs.routeTableId)] }],
      });
      return RouteTables.flatMap(({ Routes = [] }) => Routes)
        .filter(({ DestinationCidrBlock }) => DestinationCidrBlock === inputs.destinationCidrBlock)
        .map(() => text(inputs.destinationCidrBlock));
    },
    commands: (id, { inputs }) => [
      `aws ec2 delete-route --route-table-id ${text(inputs.routeTableId)} --destination-cidr-block ${id}`,
    ],
  },
  "aws:ec2/routeTableAssociation:RouteTableAssociation": {
    kind: "route table association",
    async find({ inputs }, { ec2 }) {
      const { RouteTables = [] } = await ec2.describeRouteTables({
        Filters: [{ Name: "association.subnet-id", Values: [text(inputs.subnetId)] }],
      });
      return RouteTables.flatMap(({ Associations = [] }) => Associations)
        .filter(({ SubnetId }) => SubnetId === inputs.subnetId)
        .map(({ RouteTableAssociationId = "" }) => RouteTableAssociationId);
    },
    commands: (id) => [`aws ec2 disassociate-route-table --association-id ${id}`],
  },
  "aws:lambda/permission:Permission": {
    kind: "permission of the function",
    async find({ inputs }, { lambda }) {
      const policy = await orAbsent(
        lambda.getPolicy({ FunctionName: text(inputs.function) }),
        "ResourceNotFoundException",
      );
      const statement = text(inputs.statementId);
      return statement !== "" && policy?.Policy?.includes(`"${statement}"`) ? [statement] : [];
    },
    commands: (id, { inputs }) => [
      `aws lambda remove-permission --function-name ${text(inputs.function)} --statement-id ${id}`,
    ],
  },
  "aws:iam/role:Role": {
    kind: "role",
    find: ({ inputs }, { iam }) =>
      named(text(inputs.name), iam.getRole({ RoleName: text(inputs.name) }), "NoSuchEntityException"),
    commands: (id) => [`aws iam delete-role --role-name ${id}`],
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    kind: "log group",
    async find({ inputs }, { logs }) {
      const name = text(inputs.name);
      const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: name });
      return logGroups.some(({ logGroupName }) => logGroupName === name) ? [name] : [];
    },
    commands: (id) => [`aws logs delete-log-group --log-group-name ${id}`],
  },
  "aws:lambda/function:Function": {
    kind: "function",
    find: ({ inputs }, { lambda }) =>
      named(
        text(inputs.name),
        lambda.getFunctionConfiguration({ FunctionName: text(inputs.name) }),
        "ResourceNotFoundException",
      ),
    commands: (id) => [`aws lambda delete-function --function-name ${id}`],
  },
  "aws:sns/topic:Topic": {
    kind: "topic",
    async find({ inputs }, { sns }) {
      const { Topics = [] } = await sns.listTopics({});
      return Topics.map(({ TopicArn = "" }) => TopicArn).filter((arn) =>
        arn.endsWith(`:${text(inputs.name)}`),
      );
    },
    commands: (id) => [`aws sns delete-topic --topic-arn ${id}`],
  },
  "aws:s3/bucket:Bucket": {
    kind: "bucket",
    async find({ inputs }, { s3 }) {
      const { Buckets = [] } = await s3.listBuckets({});
      return Buckets.some(({ Name }) => Name === text(inputs.bucket)) ? [text(inputs.bucket)] : [];
    },
    commands: (id) => [`aws s3 rb s3://${id} --force`],
  },
  "aws:cfg/recorder:Recorder": {
    kind: "configuration recorder",
    async find({ inputs }, { config }) {
      const { ConfigurationRecorders = [] } = await config.describeConfigurationRecorders({});
      return ConfigurationRecorders.some(({ name }) => name === inputs.name) ? [text(inputs.name)] : [];
    },
    commands: (id) => [`aws configservice delete-configuration-recorder --configuration-recorder-name ${id}`],
  },
  "aws:cfg/deliveryChannel:DeliveryChannel": {
    kind: "delivery channel",
    async find({ inputs }, { config }) {
      const { DeliveryChannels = [] } = await config.describeDeliveryChannels({});
      return DeliveryChannels.some(({ name }) => name === inputs.name) ? [text(inputs.name)] : [];
    },
    commands: (id) => [`aws configservice delete-delivery-channel --delivery-channel-name ${id}`],
  },
  "aws:cfg/rule:Rule": {
    kind: "Config rule",
    find: ({ inputs }, { config }) =>
      named(
        text(inputs.name),
        config.describeConfigRules({ ConfigRuleNames: [text(inputs.name)] }),
        "NoSuchConfigRuleException",
      ),
    commands: (id) => [`aws configservice delete-config-rule --config-rule-name ${id}`],
  },
};

/**
 * What AWS has of the resources that an update was creating when it was killed, and the stack doesn't. In the order of deletion:
 * the reverse of the creation's.
 */
export async function interruptedCreations(clients: AwsClients, state: StackState): Promise<Leftover[]> {
  const own = new Set(state.resources.flatMap(({ id }) => id ?? []));
  const has = ({ type, name }: StateResource): boolean =>
    state.resources.some(
      (resource) => resource.type === type && resource.name === name && resource.id !== undefined,
    );
  const found = await Promise.all(
    state.interrupted.map(async (resource): Promise<Leftover[]> => {
      const type = types[resource.type];
      // What has a fixed name and is in the state is the stack's by now; a VPC has an id of its own.
      if (!type || (has(resource) && resource.type !== "aws:ec2/vpc:Vpc")) return [];
      const ids = await type.find(resource, clients, own);
      return ids.map((id) => ({
        kind: type.kind,
        id,
        name: `${resource.name}, whose creation was interrupted`,
        commands: type.commands(id, resource),
      }));
    }),
  );
  return once(found.reverse().flat());
}

/** The engine keeps every interrupted creation until `pulumi refresh`, so an update that is killed twice is listed twice. */
function once(leftovers: readonly Leftover[]): Leftover[] {
  return [...new Map(leftovers.map((each) => [`${each.kind} ${each.id}`, each])).values()];
}
