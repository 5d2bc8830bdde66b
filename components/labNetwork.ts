import { SecurityGroup, Tag } from "@pulumi/aws/ec2";
import * as awsx from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { secondSlash24 } from "./configuration";
import { stackTag, type LabTags } from "./labTags";
import { onlyOne } from "./onlyOne";

/** Inputs of {@link LabNetwork}. */
export interface LabNetworkArgs {
  /**
   * The VPC's range, from /16 to /23; the public subnet is its second /24. Plain, because it decides which subnets
   * exist.
   * @example "10.0.0.0/16"
   */
  readonly cidrBlock: string;
  /** The availability zone of the public subnet. Plain, because it decides which subnets exist. @example "us-east-1a" */
  readonly zone: string;
  /** Tags of every resource that can have tags. @default none @example { Stack: "stuabc" } */
  readonly tags?: LabTags;
  /** Tags of LabSG1 and the VPC's default group only. @default none @example { ConfigRule: "EC2SecurityGroup-stuabc" } */
  readonly groupTags?: LabTags;
}

/**
 * The network a student works on (Task 1):
 *
 * 1. `Lab VPC` with DNS support and DNS hostnames, and its internet gateway;
 * 2. `LabPublicSubnet`, the range's second /24, which assigns public addresses, with a route table that sends 0.0.0.0/0
 *    to the gateway;
 * 3. security group `LabSG1`, which initially allows TCP 80 from anywhere;
 * 4. with `groupTags`: these tags of `LabSG1` and of the VPC's default group.
 *
 * Cost per student: nothing. There is no instance, NAT gateway or address, and the rest is free.
 *
 * @example new LabNetwork("network", { cidrBlock: "10.0.0.0/16", zone: "us-east-1a" })
 */
export class LabNetwork extends pulumi.ComponentResource {
  /** `Lab VPC`. */
  public readonly vpcId: pulumi.Output<string>;
  /** `LabPublicSubnet`. */
  public readonly publicSubnetId: pulumi.Output<string>;
  /** The VPC's default group, which AWS creates with it. */
  public readonly defaultSecurityGroupId: pulumi.Output<string>;
  /** `LabSG1`, for resources that must be deleted before it. */
  public readonly securityGroup: SecurityGroup;
  /** `LabSG1` and the tags of the default group, for resources that must be deleted before them. */
  public readonly groups: readonly pulumi.Resource[];

  constructor(name: string, args: LabNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    // No inputs: since 3.202 the SDK sends a component's inputs to the engine, and Outputs among them can end the program
    // with promises still pending (pulumi/pulumi#23953). Nothing reads them.
    super("config-remediation-lab:index:LabNetwork", name, {}, opts);

    const vpc = makeVpc(name, args, this);
    this.vpcId = vpc.vpcId;
    this.publicSubnetId = vpc.publicSubnetIds.apply(onlySubnet);
    this.defaultSecurityGroupId = vpc.vpc.defaultSecurityGroupId;
    this.securityGroup = makeSecurityGroup(name, this.vpcId, args, this);
    this.groups = [this.securityGroup, ...tagDefaultGroup(name, this.defaultSecurityGroupId, args, this)];

    this.registerOutputs({
      vpcId: this.vpcId,
      publicSubnetId: this.publicSubnetId,
      defaultSecurityGroupId: this.defaultSecurityGroupId,
      securityGroupId: this.securityGroup.id,
    });
  }
}

function makeVpc(name: string, args: LabNetworkArgs, parent: pulumi.Resource): awsx.Vpc {
  return new awsx.Vpc(
    `${name}-vpc`,
    {
      cidrBlock: args.cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      availabilityZoneNames: [args.zone],
      // The default strategy, Legacy, ignores cidrBlocks.
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Public", cidrBlocks: [secondSlash24(args.cidrBlock)] }],
      // The default, one per zone, is rejected where there are only public subnets.
      natGateways: { strategy: "None" },
      tags: { ...args.tags, Name: "Lab VPC" },
    },
    {
      parent,
      // awsx generates the Name tags of subnets and has no input to override them, nor for its children's options;
      // `transforms`, unlike `transformations`, reach the children of a component implemented in a provider.
      transforms: [adaptChild],
    },
  );
}

const subnetNames: Readonly<Record<string, string>> = {
  "aws:ec2/subnet:Subnet": "LabPublicSubnet",
  "aws:ec2/routeTable:RouteTable": "LabPublicRouteTable",
};

/**
 * Children that can't exist twice: a range of the VPC belongs to one subnet, a VPC has one internet gateway, a route table one
 * default route, and a subnet one association. Not the route table, which may exist beside its replacement: its association
 * is moved to the new one, and until then the old one can't be deleted.
 */
const single: readonly string[] = [
  "aws:ec2/subnet:Subnet",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/route:Route",
  "aws:ec2/routeTableAssociation:RouteTableAssociation",
];

/** Children with tags. */
const tagged: readonly string[] = [
  "aws:ec2/vpc:Vpc",
  "aws:ec2/subnet:Subnet",
  "aws:ec2/internetGateway:InternetGateway",
  "aws:ec2/routeTable:RouteTable",
];

/**
 * Names the subnet and its route table as the lab does, deletes what can't exist twice before it is replaced, and leaves the
 * stack's tag as it was. One transform for all: a second one would lose inputs that are unknown in a preview.
 */
export function adaptChild(args: pulumi.ResourceTransformArgs): pulumi.ResourceTransformResult | undefined {
  const Name = subnetNames[args.type];
  const options = {
    ...(single.includes(args.type) && onlyOne),
    ...(tagged.includes(args.type) && { ignoreChanges: [stackTag] }),
  };
  if (Name === undefined && Object.keys(options).length === 0) return undefined;
  return {
    props: Name === undefined ? args.props : withName(args.props, Name),
    opts: { ...args.opts, ...options },
  };
}

/** A transform sees the inputs untyped; the types that are named have a map of tags. */
interface Tagged {
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

function withName(props: Tagged, Name: string): Tagged {
  return { ...props, tags: pulumi.output(props.tags).apply((given) => ({ ...given, Name })) };
}

function makeSecurityGroup(
  name: string,
  vpcId: pulumi.Input<string>,
  { tags, groupTags }: LabNetworkArgs,
  parent: pulumi.Resource,
): SecurityGroup {
  const anywhere = ["0.0.0.0/0"];
  return new SecurityGroup(
    `${name}-sg1`,
    {
      // Unique per VPC, so it needs no suffix in a shared account.
      name: "LabSG1",
      description: "LabSG1",
      vpcId,
      ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: anywhere }],
      // EC2's default for a new group, which the provider removes unless it is declared.
      egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: anywhere }],
      tags: { ...tags, ...groupTags, Name: "LabSG1" },
      // A group that another group's rule names can't be deleted (DependencyViolation). With this the provider revokes such
      // rules first, whoever added them: the policy, an incident or the student.
      revokeRulesOnDelete: true,
    },
    {
      parent,
      // Group names are unique per VPC.
      ...onlyOne,
      // In-line rules are absolute: without this, the next update would undo what the student did and what the function
      // remediated, and refresh would call both drift.
      ignoreChanges: ["ingress", stackTag],
    },
  );
}

/** AWS creates the default group with the VPC, so its tags are resources of their own. */
function tagDefaultGroup(
  name: string,
  resourceId: pulumi.Input<string>,
  { groupTags = {} }: LabNetworkArgs,
  parent: pulumi.Resource,
): Tag[] {
  return Object.entries(groupTags).map(
    ([key, value]) =>
      new Tag(
        `${name}-default-group-${key}`,
        { resourceId, key, value },
        // A resource has one tag of a key.
        { parent, ...onlyOne },
      ),
  );
}

function onlySubnet(ids: readonly string[]): string {
  const [id] = ids;
  if (id === undefined) throw new Error("The VPC has no public subnet.");
  return id;
}
