import { reached, type Stage } from "../components/configuration";
import type { LabSettings } from "./labSettings";
import type { Props, StackPolicy, StackResource } from "./labPolicy";

/** One resource that students look for, with the texts that the handout names. */
interface Named {
  readonly type: string;
  /** Texts by property; `tags.Name` is the tag. */
  readonly texts: Readonly<Record<string, string>>;
  /** @default "environment" */
  readonly from?: Stage;
}

/** The handout names what students look for on the screen: another text there, and they don't find it. */
export const handoutNames: StackPolicy = {
  name: "handout-names",
  description: "What the handout names is there, under the handout's name.",
  violations: (resources, settings) =>
    expectedNames(settings)
      .filter(({ from = "environment" }) => reached(settings.stage, from))
      .filter(({ type }) => !(settings.recorder === "adopt" && type.startsWith("aws:cfg/recorder")))
      .filter((named) => !resources.some((resource) => hasTexts(resource, named)))
      .map((named) => ({ message: messageFor(named, resources) })),
};

/** Everything by name in the handout. */
export function expectedNames({ itscAccount, suffix }: LabSettings): readonly Named[] {
  return [
    { type: "aws:ec2/vpc:Vpc", texts: { "tags.Name": "Lab VPC" } },
    { type: "aws:ec2/subnet:Subnet", texts: { "tags.Name": "LabPublicSubnet" } },
    {
      type: "aws:ec2/securityGroup:SecurityGroup",
      texts: { name: "LabSG1", description: "LabSG1", "tags.Name": "LabSG1" },
    },
    { type: "aws:iam/role:Role", texts: { name: `AwsConfigRole${suffix}` } },
    { type: "aws:iam/role:Role", texts: { name: `AwsConfigLambdaSGRole${suffix}` } },
    { type: "aws:iam/rolePolicy:RolePolicy", texts: { name: "S3Access" } },
    { type: "aws:iam/rolePolicy:RolePolicy", texts: { name: "SNSPublish" } },
    { type: "aws:iam/rolePolicy:RolePolicy", texts: { name: "awsconfig_lambda_ec2_sg_role_policy" } },
    {
      type: "aws:sns/topic:Topic",
      texts: {
        name: `ust-${itscAccount}-config-topic`,
        displayName: "EC2 SecurityGroup Change Notifications",
      },
    },
    { type: "aws:sns/topicSubscription:TopicSubscription", texts: { protocol: "email-json" } },
    {
      type: "aws:lambda/function:Function",
      texts: { name: `evaluate_remediate_security_group${suffix}` },
    },
    { type: "aws:cloudwatch/logGroup:LogGroup", texts: { name: `awsconfig_lambda_security_group${suffix}` } },
    { type: "aws:cfg/recorder:Recorder", texts: { name: "default" }, from: "monitored" },
    {
      type: "aws:cfg/rule:Rule",
      texts: {
        name: `EC2SecurityGroup${suffix}`,
        description: "Restrict inbound ports to HTTP and HTTPS",
      },
      from: "remediated",
    },
  ];
}

function hasTexts({ type, props }: StackResource, named: Named): boolean {
  return (
    type === named.type &&
    Object.entries(named.texts).every(([property, text]) => textOf(props, property) === text)
  );
}

function textOf(props: Props, property: string): unknown {
  if (property !== "tags.Name") return props[property];
  return ((props["tags"] ?? {}) as Props)["Name"];
}

function messageFor({ type, texts }: Named, resources: readonly StackResource[]): string {
  const wanted = Object.entries(texts).map(([property, text]) => `${property} "${text}"`);
  const properties = Object.keys(texts);
  const got = resources
    .filter((resource) => resource.type === type)
    .map(({ props }) => properties.map((property) => shown(textOf(props, property))).join(", "));
  return (
    `The handout names a ${type.split(":").at(-1)} with ${wanted.join(", ")}: ` +
    `expected one, got ${got.length > 0 ? got.join("; ") : "none of that type"}.`
  );
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
