import type { Fault } from "../plugin/provider";
import { hasUnknown, type Values } from "../plugin/propertyValues";
import { flag, list, map, number, object, text, type Properties } from "../properties/property";
import { validate } from "../properties/validation";

export type SubnetKind = "Public" | "Private" | "Isolated" | "Unused";

/** One kind of subnet, made in each availability zone. */
export interface SubnetSpec {
  readonly type: SubnetKind;
  readonly name?: string;
  /** One for each availability zone. */
  readonly cidrBlocks?: readonly string[];
  readonly cidrMask?: number;
  /** Addresses. */
  readonly size?: number;
  readonly tags?: Values;
}

/** The inputs of `awsx.ec2.Vpc` that are realised here. */
export interface VpcArgs {
  readonly availabilityZoneCidrMask?: number;
  readonly availabilityZoneNames?: readonly string[];
  readonly cidrBlock: string;
  readonly enableDnsHostnames?: unknown;
  readonly enableDnsSupport?: unknown;
  readonly enableNetworkAddressUsageMetrics?: unknown;
  readonly instanceTenancy?: unknown;
  readonly natGateways: { readonly strategy: string; readonly elasticIpAllocationIds: readonly string[] };
  readonly numberOfAvailabilityZones?: number;
  readonly region?: string;
  readonly subnetNameTagStrategy: "Legacy" | "AvailabilityZone";
  readonly subnetSpecs?: readonly SubnetSpec[];
  readonly subnetStrategy: string;
  readonly tags?: Values;
}

const properties: Properties = {
  assignGeneratedIpv6CidrBlock: flag({ fault: onlyFalse }),
  availabilityZoneCidrMask: number(),
  availabilityZoneNames: list(text()),
  cidrBlock: text(),
  enableDnsHostnames: flag(),
  enableDnsSupport: flag(),
  enableNetworkAddressUsageMetrics: flag(),
  instanceTenancy: text(),
  natGateways: object({
    elasticIpAllocationIds: list(text()),
    strategy: text({ oneOf: ["None", "OnePerAz", "Single"] }),
  }),
  numberOfAvailabilityZones: number(),
  region: text(),
  subnetNameTagStrategy: text({ oneOf: ["AvailabilityZone", "Legacy"] }),
  subnetSpecs: list(
    object({
      assignIpv6AddressOnCreation: flag({ fault: onlyFalse }),
      cidrBlocks: list(text()),
      cidrMask: number(),
      name: text(),
      size: number(),
      tags: map(text()),
      type: text({ required: true, oneOf: ["Public", "Private", "Isolated", "Unused"] }),
    }),
  ),
  subnetStrategy: text({ oneOf: ["Auto", "AutoMerge", "Exact", "Legacy"] }),
  tags: map(text()),
};

/** Values that may come from other resources, and so be unknown in a preview; awsx takes the others as they are. */
const mayBeUnknown = new Set([
  "enableDnsHostnames",
  "enableDnsSupport",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "subnetSpecs",
  "tags",
]);

/** Reads and checks the inputs; all faults stand in one error. */
export function readVpcArgs(values: Values): VpcArgs {
  const faults: Fault[] = [];
  const checked = validate(properties, values, faults, "awsx:ec2:Vpc") as Partial<VpcArgs>;
  for (const [property, value] of Object.entries(values)) {
    if (hasUnknown(value) && !mayBeUnknown.has(property)) {
      faults.push({ property, reason: "awsx needs it to be a plain value, known before the update" });
    }
  }
  if (faults.length > 0) {
    const lines = faults.map(({ property, reason }) => `${property}: ${reason}`);
    throw new Error(`awsx:ec2:Vpc has ${faults.length} wrong input(s):\n - ${lines.join("\n - ")}`);
  }
  return {
    ...checked,
    cidrBlock: checked.cidrBlock ?? "10.0.0.0/16",
    natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: [], ...checked.natGateways },
    subnetNameTagStrategy: checked.subnetNameTagStrategy ?? "Legacy",
    subnetStrategy: checked.subnetStrategy ?? "Legacy",
  };
}

function onlyFalse(value: boolean): string | undefined {
  return value ? "IPv6 is not realised by this stand-in; leave it out" : undefined;
}
