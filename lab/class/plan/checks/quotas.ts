import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { stacksOf, type Obstacle, type Place } from "../classPlan";

/** What AWS limits by account and region, and each lab needs one of. */
export interface Quota {
  /** As `--quota` takes it. */
  readonly name: string;
  readonly what: string;
  /** In Service Quotas, with its documented default. */
  readonly service: string;
  readonly code: string;
  readonly byDefault: number;
  count(clients: AwsClients): Promise<number>;
}

/** Amazon VPC quotas, AWS Config service limits. */
export const quotas: readonly Quota[] = [
  {
    name: "vpcs",
    what: "VPCs",
    service: "vpc",
    code: "L-F678F1CE",
    byDefault: 5,
    count: async ({ ec2 }) => (await ec2.describeVpcs({ MaxResults: 1000 })).Vpcs?.length ?? 0,
  },
  {
    name: "gateways",
    what: "internet gateways",
    service: "vpc",
    code: "L-A4707A72",
    byDefault: 5,
    count: async ({ ec2 }) =>
      (await ec2.describeInternetGateways({ MaxResults: 1000 })).InternetGateways?.length ?? 0,
  },
];

/** Which labs don't fit any more, in the roster's order. @param given quotas that are known, by name */
export async function checkQuotas(
  { account, region, labs }: Place,
  clients: AwsClients,
  given: Readonly<Record<string, number>>,
): Promise<Obstacle[]> {
  const wanted = labs.filter((lab) => lab.resources === 0);
  if (wanted.length === 0) return [];
  const obstacles: Obstacle[] = [];
  for (const quota of quotas) {
    const used = await quota.count(clients);
    const limit = await limitOf(quota, given, region, clients);
    const excess = wanted.slice(Math.max(0, limit.value - used));
    if (excess.length === 0) continue;
    obstacles.push({
      students: stacksOf(excess),
      problem: `account ${account}, ${region} may have ${limit.value} ${quota.what}${limit.origin}, has ${used}, and ${wanted.length} more are wanted`,
      next: `Request a higher quota (${quota.service} ${quota.code} in Service Quotas), spread the class over regions or accounts, or give the real one: --quota ${quota.name}=N`,
    });
  }
  return obstacles;
}

async function limitOf(
  quota: Quota,
  given: Readonly<Record<string, number>>,
  region: string,
  clients: AwsClients,
): Promise<{ value: number; origin: string }> {
  const known = given[quota.name];
  if (known !== undefined) return { value: known, origin: " as given" };
  const { ServiceQuotas: Client } = await import("@aws-sdk/client-service-quotas");
  const client = new Client({ region, credentials: clients.ec2.config.credentials });
  try {
    const { Quota: found } = await client.getServiceQuota({
      ServiceCode: quota.service,
      QuotaCode: quota.code,
    });
    if (found?.Value !== undefined) return { value: found.Value, origin: "" };
  } catch {
    // The permission servicequotas:GetServiceQuota is missing, or the endpoint doesn't offer the service.
  } finally {
    client.destroy();
  }
  return { value: quota.byDefault, origin: " by default (Service Quotas can't be read)" };
}
