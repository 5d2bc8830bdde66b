import { serviceQuotas, newAccountQuotas, type QuotaName } from "@config-remediation-lab/local/aws/quotas";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";

/** A quota's value, and how it is known. */
export interface Limit {
  readonly value: number;
  /** To follow the value in a sentence: empty where Service Quotas returned it. */
  readonly origin: string;
  /** Where a higher one is requested. */
  readonly where: string;
}

/** A quota of an account in a region: as given, as Service Quotas returns it, or a new account's. */
export async function limitOf(
  name: QuotaName,
  given: Readonly<Record<string, number>>,
  region: string,
  clients: AwsClients,
): Promise<Limit> {
  const quota = serviceQuotas[name];
  const where = quota ? `${quota.service} ${quota.code} in Service Quotas` : "AWS Support";
  const known = given[name];
  if (known !== undefined) return { value: known, origin: " as given", where };
  const value = newAccountQuotas[name];
  if (quota === undefined) return { value, origin: " by default", where };
  const { ServiceQuotas: Client } = await import("@aws-sdk/client-service-quotas");
  const client = new Client({ region, credentials: clients.ec2.config.credentials });
  try {
    const { Quota: found } = await client.getServiceQuota({
      ServiceCode: quota.service,
      QuotaCode: quota.code,
    });
    if (found?.Value !== undefined) return { value: found.Value, origin: "", where };
  } catch {
    // The permission servicequotas:GetServiceQuota is missing, or the endpoint doesn't offer the service.
  } finally {
    client.destroy();
  }
  return { value, origin: " by default (Service Quotas can't be read)", where };
}
