import type { SubnetSpec, VpcArgs } from "./vpcArgs";

/** The name in the stack of a subnet and of what belongs to it: VPC, spec and the number of the zone, from 1. */
export function resourceName(vpc: string, spec: SubnetSpec, zoneNumber: number): string {
  return `${vpc}-${spec.name ?? spec.type.toLowerCase()}-${zoneNumber}`;
}

/** The tag `Name`; a naming by zones changes only this, for another resource name would make another subnet. */
export function nameTag(
  vpc: string,
  spec: SubnetSpec,
  zoneNumber: number,
  zone: string,
  strategy: VpcArgs["subnetNameTagStrategy"],
): string {
  if (strategy === "Legacy") return resourceName(vpc, spec, zoneNumber);
  return `${vpc}-${spec.name ?? spec.type.toLowerCase()}-${zoneSuffix(zone)}`;
}

/** A naming by zones needs zones whose names differ behind the region's words. */
export function refuseSameSuffixes(zones: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const zone of zones) {
    const suffix = zoneSuffix(zone);
    const other = seen.get(suffix);
    if (other !== undefined) {
      throw new Error(
        'subnetNameTagStrategy="AvailabilityZone" requires availability zones with distinct suffixes, but ' +
          `"${other}" and "${zone}" both reduce to "${suffix}".`,
      );
    }
    seen.set(suffix, zone);
  }
}

/** `us-east-1a` -> `1a`, `us-west-2-lax-1a` -> `2-lax-1a`; what isn't a zone's name stays whole. */
function zoneSuffix(zone: string): string {
  return zone.replace(/^[a-z]{2}(-[a-z]+)+-/, "");
}
