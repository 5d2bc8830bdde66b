import type { Tag } from "@aws-sdk/client-config-service";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { explain } from "../../failures";
import { clientsWith, Identities, type CredentialSource } from "../credentials";
import type { Target } from "./targets";

/** A student's lab, whether or not its stack still exists. */
export interface LabPlace extends Pick<Target, "stack" | "source" | "region"> {
  readonly exists: boolean;
}

/** Something that a student made in the console with a lab's role or function. No stack has it. */
export interface HandMade {
  readonly kind: "rule" | "recorder" | "delivery channel" | "bucket";
  readonly name: string;
  /** The twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Credentials of the account. */
  readonly source: CredentialSource;
}

/** Such as `account 123456789012, us-east-1: rule EC2SecurityGroup`. */
export function handMadeInWords({ kind, name, account, region }: HandMade): string {
  return `account ${account}, ${region}: ${kind} ${name}`;
}

/**
 * Finds what students of these labs made by hand: rules that invoke a lab's function; the recorder that has a lab's role, with
 * its channel and bucket. What a lab's state or a stack's tag has is a stack's. A bucket is found by its channel only, not by a name.
 *
 * @param idsOf the ids that a stack's state has
 * @returns notes where it couldn't be looked up
 */
export async function findHandMade(
  labs: readonly LabPlace[],
  idsOf: (stack: string) => Promise<ReadonlySet<string>>,
): Promise<{ readonly found: HandMade[]; readonly notes: string[] }> {
  const found: HandMade[] = [];
  const notes: string[] = [];
  const cannot = (where: string, why: string) =>
    notes.push(`${where}: what students made by hand couldn't be looked up: ${why}`);
  const identities = new Identities();
  const places = new Map<string, { account: string; labs: LabPlace[] }>();
  for (const lab of labs) {
    const identity = await identities.of(lab.source, lab.region);
    if ("problem" in identity) {
      cannot(lab.stack, identity.problem);
      continue;
    }
    const key = `account ${identity.account}, ${lab.region}`;
    const place = places.get(key) ?? { account: identity.account, labs: [] };
    place.labs.push(lab);
    places.set(key, place);
  }
  for (const [where, { account, labs: here }] of places) {
    const [first] = here;
    if (first === undefined) continue;
    const { source, region } = first;
    try {
      const clients = await clientsWith(source, region);
      try {
        const seen = await handMade(
          clients,
          here.map(({ stack }) => stack),
        );
        if (seen.length === 0) continue;
        const own = new Set<string>();
        for (const { stack } of here.filter(({ exists }) => exists))
          for (const id of await idsOf(stack)) own.add(id);
        for (const [kind, name] of seen)
          if (!own.has(name)) found.push({ kind, name, account, region, source });
      } finally {
        clients.destroy();
      }
    } catch (error) {
      cannot(where, explain(error).message);
    }
  }
  return { found, notes };
}

type Named = [HandMade["kind"], string];

/** In one account and region. @param stacks whose names the lab's may end in */
export async function handMade(clients: AwsClients, stacks: readonly string[]): Promise<Named[]> {
  return [...(await rules(clients, stacks)), ...(await recording(clients, stacks))];
}

/** Whether an ARN ends in a name of the lab's: with the suffix of one of the stacks, or without one where there is one stack. */
function isOfLab(arn: string | undefined, names: readonly string[], stacks: readonly string[]): boolean {
  const last = arn?.split(/[:/]/).at(-1) ?? "";
  return names.some(
    (name) => (last === name && stacks.length === 1) || stacks.some((stack) => last === `${name}-${stack}`),
  );
}

function isStacks(tags: readonly Tag[] | undefined): boolean {
  return tags?.some(({ Key }) => Key === "Stack") ?? false;
}

async function rules({ config }: AwsClients, stacks: readonly string[]): Promise<Named[]> {
  const { paginateDescribeConfigRules } = await import("@aws-sdk/client-config-service");
  const found: Named[] = [];
  for await (const { ConfigRules = [] } of paginateDescribeConfigRules({ client: config }, {})) {
    for (const { ConfigRuleName = "", ConfigRuleArn, Source } of ConfigRules) {
      if (!isOfLab(Source?.SourceIdentifier, ["evaluate_remediate_security_group"], stacks)) continue;
      const { Tags } = await config.listTagsForResource({ ResourceArn: ConfigRuleArn });
      if (!isStacks(Tags)) found.push(["rule", ConfigRuleName]);
    }
  }
  return found;
}

async function recording(clients: AwsClients, stacks: readonly string[]): Promise<Named[]> {
  const { config } = clients;
  const { ConfigurationRecorders: [recorder] = [] } = await config.describeConfigurationRecorders({});
  if (recorder === undefined || !isOfLab(recorder.roleARN, ["AwsConfigRole"], stacks)) return [];
  if (recorder.arn !== undefined) {
    const { Tags } = await config.listTagsForResource({ ResourceArn: recorder.arn });
    if (isStacks(Tags)) return [];
  }
  const { DeliveryChannels: [channel] = [] } = await config.describeDeliveryChannels({});
  const bucket = channel?.s3BucketName;
  return [
    ["recorder", recorder.name ?? "default"],
    ...(channel ? [["delivery channel", channel.name ?? "default"] satisfies Named] : []),
    ...(bucket !== undefined && !(await isStacksBucket(clients, bucket))
      ? [["bucket", bucket] satisfies Named]
      : []),
  ];
}

async function isStacksBucket({ s3 }: AwsClients, Bucket: string): Promise<boolean> {
  try {
    return isStacks((await s3.getBucketTagging({ Bucket })).TagSet);
  } catch (error) {
    // A bucket without tags, or one that is gone: then there is nothing to offer.
    if ((error as Error).name === "NoSuchTagSet") return false;
    if ((error as Error).name === "NoSuchBucket") return true;
    throw error;
  }
}
