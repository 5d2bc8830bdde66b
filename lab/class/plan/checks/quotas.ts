import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { reached, type Stage } from "../../../../components/configuration";
import { stacksOf, type Obstacle, type Place, type PlannedLab } from "../classPlan";
import { valueIn } from "../stackConfig";
import { limitOf, type Limit } from "./limits";

/** What AWS limits by account and region, and each lab needs one of. */
interface CountedQuota {
  /** As `--quota` takes it. */
  readonly name: "vpcs" | "gateways" | "rules";
  readonly what: string;
  /** How many there are, and which labs need another one. */
  readonly look: (
    place: Place,
    clients: AwsClients,
  ) => Promise<{ readonly used: number; readonly wanting: PlannedLab[] }>;
}

const isNew = ({ resources }: PlannedLab): boolean => resources === 0;

const counted: readonly CountedQuota[] = [
  {
    name: "vpcs",
    what: "VPCs",
    look: async ({ labs }, { ec2 }) => ({
      used: (await ec2.describeVpcs({ MaxResults: 1000 })).Vpcs?.length ?? 0,
      wanting: labs.filter(isNew),
    }),
  },
  {
    name: "gateways",
    what: "internet gateways",
    look: async ({ labs }, { ec2 }) => ({
      used: (await ec2.describeInternetGateways({ MaxResults: 1000 })).InternetGateways?.length ?? 0,
      wanting: labs.filter(isNew),
    }),
  },
  {
    name: "rules",
    what: "rules of AWS Config",
    look: async ({ labs }, clients) => {
      const wanting = labs.filter(hasRule);
      if (wanting.length === 0) return { used: 0, wanting };
      const names = await ruleNames(clients);
      return { used: names.size, wanting: wanting.filter((lab) => !names.has(ruleNameOf(lab))) };
    },
  },
];

/**
 * Which labs don't fit any more, in the roster's order, and what else to know.
 *
 * @param given quotas that are known, by name
 */
export async function checkQuotas(
  place: Place,
  clients: AwsClients,
  given: Readonly<Record<string, number>>,
): Promise<{ readonly obstacles: Obstacle[]; readonly notes: string[] }> {
  const { account, region } = place;
  const obstacles: Obstacle[] = [];
  for (const { name, what, look } of counted) {
    const { used, wanting } = await look(place, clients);
    if (wanting.length === 0) continue;
    const limit = await limitOf(name, given, region, clients);
    const excess = wanting.slice(Math.max(0, limit.value - used));
    if (excess.length === 0) continue;
    obstacles.push({
      students: stacksOf(excess),
      problem: `account ${account}, ${region} may have ${limit.value} ${what}${limit.origin}, has ${used}, and ${wanting.length} more are wanted`,
      next: `Request a higher quota (${limit.where}), spread the class over regions or accounts, or give the real one: --quota ${name}=N`,
    });
  }
  return { obstacles, notes: await concurrencyNotes(place, clients, given) };
}

/** Nothing fails for want of concurrent executions: Lambda keeps AWS Config's events and tries again. */
async function concurrencyNotes(
  { account, region, labs }: Place,
  clients: AwsClients,
  given: Readonly<Record<string, number>>,
): Promise<string[]> {
  const students = labs.filter(hasRule).length;
  if (students === 0) return [];
  const limit: Limit = await limitOf("executions", given, region, clients);
  if (students <= limit.value) return [];
  return [
    `account ${account}, ${region} may run ${limit.value} functions at a time${limit.origin}, and ${students} students have one each: what is beyond that, Lambda keeps and runs later (${limit.where})`,
  ];
}

function hasRule({ config }: PlannedLab): boolean {
  return reached(valueIn(config, "stage") as Stage, "remediated");
}

function ruleNameOf({ student, shared }: PlannedLab): string {
  return `EC2SecurityGroup${shared ? `-${student.stack}` : ""}`;
}

async function ruleNames({ config }: AwsClients): Promise<Set<string>> {
  const { paginateDescribeConfigRules } = await import("@aws-sdk/client-config-service");
  const names = new Set<string>();
  for await (const { ConfigRules = [] } of paginateDescribeConfigRules({ client: config }, {})) {
    for (const { ConfigRuleName = "" } of ConfigRules) names.add(ConfigRuleName);
  }
  return names;
}
