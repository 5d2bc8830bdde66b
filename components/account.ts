import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { getRegion } from "@pulumi/aws/getRegion";

/** Where the lab is built. Known before anything is registered, so that policies are plain texts. */
export interface Account {
  /** The twelve digits. */
  readonly id: string;
  /** @example "us-east-1" */
  readonly region: string;
  /** First part of every ARN: `aws`, `aws-cn` or `aws-us-gov`. */
  readonly partition: string;
  /** The availability zone of the public subnet. @example "us-east-1a" */
  readonly zone: string;
}

/**
 * Asks the provider's credentials and region where the lab is to be built.
 *
 * @throws Error when the region has no zone for it
 */
export async function lookUpAccount(): Promise<Account> {
  const [caller, { region }, { names }] = await Promise.all([
    getCallerIdentity(),
    getRegion(),
    getAvailabilityZones({
      state: "available",
      // Local Zones and Wavelength Zones of accounts that opted in sort before the region's own zones, and cost more.
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    }),
  ]);
  // The list's order isn't promised; the least name stays the same from one update to the next.
  const [zone] = [...names].sort();
  if (zone === undefined)
    throw new Error(`Region ${region} has no availability zone that this account can use.`);
  return { id: caller.accountId, region, partition: caller.arn.split(":")[1] ?? "aws", zone };
}
