import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { getRegion } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { allConfig } from "@pulumi/pulumi/runtime";

/** Account, region and zone of the lab. Known before anything is registered, so that policies are plain text. */
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
 * Looks up the account and region of the provider's configuration, and the first of its zones.
 *
 * @throws pulumi.RunError when AWS doesn't answer or rejects the credentials, or the region has no zone that the account
 *   can use
 */
export async function lookUpAccount(): Promise<Account> {
  try {
    return await askProvider();
  } catch (error) {
    if (pulumi.RunError.isInstance(error)) throw error;
    throw new pulumi.RunError(
      `Stack ${pulumi.getStack()}: the account and region of the lab can't be looked up${inRegion()}: ${firstLine(error)}\n` +
        "Check the credentials (aws sts get-caller-identity), aws:region, and AWS_ENDPOINT_URL if it is set. Nothing was changed.",
    );
  }
}

/** Names the region where the stack's configuration does: the error of a host that doesn't exist may not. */
function inRegion(): string {
  const region = allConfig()["aws:region"];
  return region === undefined ? "" : ` in ${region}`;
}

function firstLine(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return line;
}

async function askProvider(): Promise<Account> {
  const [caller, { region }, { names }] = await Promise.all([
    getCallerIdentity(),
    getRegion(),
    getAvailabilityZones({
      state: "available",
      // Local Zones and Wavelength Zones of accounts that opted in sort before the region's own zones, and cost more.
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    }),
  ]);
  // The list has no documented order; the first name is the same from one update to the next.
  const [zone] = [...names].sort();
  if (zone === undefined)
    throw new pulumi.RunError(`Region ${region} has no availability zone that this account can use.`);
  return { id: caller.accountId, region, partition: caller.arn.split(":")[1] ?? "aws", zone };
}
