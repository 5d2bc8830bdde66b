import { partitionOf, regionExpectation } from "../../support/regions";
import { AwsError } from "../service";

/**
 * Rejects a request to a region that AWS doesn't have, whose endpoint wouldn't resolve, and to one of another partition, where
 * AWS doesn't know the account.
 *
 * @param region of the request's signature
 * @param home a region of the account's partition
 * @throws AwsError `UnknownEndpoint`
 */
export function checkRegion(region: string, home: string): void {
  const partition = partitionOf(region);
  if (!partition) throw unknownEndpoint(`expected ${regionExpectation}, got ${JSON.stringify(region)}.`);
  const own = partitionOf(home);
  if (partition === own) return;
  throw unknownEndpoint(
    `${region} is in the partition ${partition.id}, and the account on this machine in ${own?.id}: ` +
      `expected one of its regions, such as ${home}. To use ${region}, start AWS on this machine with --region ${region}.`,
  );
}

function unknownEndpoint(reason: string): AwsError {
  return new AwsError("UnknownEndpoint", `Region: ${reason}`);
}
