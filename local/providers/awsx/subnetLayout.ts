import type { Values } from "../plugin/propertyValues";
import {
  addressText,
  blockAfter,
  blockAt,
  blockText,
  lastOf,
  overlap,
  parseCidrBlock,
  sizeOf,
  type CidrBlock,
} from "./cidrBlock";
import { nameTag, resourceName } from "./subnetNames";
import { normalizedSpecs } from "./subnetSpecs";
import type { SubnetKind, SubnetSpec, VpcArgs } from "./vpcArgs";

/** A subnet to be made, or a gap that is left on purpose. */
export interface PlannedSubnet {
  readonly zone: string;
  readonly cidrBlock: string;
  readonly type: SubnetKind;
  readonly resourceName: string;
  readonly nameTag: string;
  readonly tags?: Values;
}

export interface SubnetLayout {
  readonly subnets: readonly PlannedSubnet[];
  /** One entry a spec, as the component tells it in its output `subnetLayout`. */
  readonly specs: readonly SubnetSpec[];
}

/** Lays out the subnets of a VPC by the strategy "Auto", or "Exact", which also allows no gap. */
export function layOut(name: string, zones: readonly string[], args: VpcArgs): SubnetLayout {
  const given = args.subnetSpecs && normalizedSpecs(args.subnetSpecs, zones.length);
  const vpc = parseCidrBlock(args.cidrBlock);
  const zoneBits = args.availabilityZoneCidrMask ?? vpc.bits + bitsFor(zones.length);
  const specs = given ?? defaultSpecs(zoneBits);
  const isExplicit = specs.some((spec) => spec.cidrBlocks !== undefined);
  const allocated = isExplicit ? undefined : allocate(vpc, zoneBits, zones.length, specs);
  const subnets = zones.flatMap((zone, zoneIndex) =>
    specs.map((spec, specIndex): PlannedSubnet => {
      const block = allocated?.[zoneIndex]?.[specIndex];
      return {
        zone,
        cidrBlock: block ? blockText(block) : (spec.cidrBlocks?.[zoneIndex] ?? ""),
        type: spec.type,
        resourceName: resourceName(name, spec, zoneIndex + 1),
        nameTag: nameTag(name, spec, zoneIndex + 1, zone, args.subnetNameTagStrategy),
        tags: spec.tags,
      };
    }),
  );
  refuseOverlaps(subnets);
  if (args.subnetStrategy === "Exact") refuseGaps(args.cidrBlock, subnets);
  return { subnets, specs };
}

/** Mask bits that tell so many things apart. */
function bitsFor(count: number): number {
  return count === 0 ? 0 : Math.ceil(Math.log2(count));
}

/** A private and a public subnet, the first half and quarter of a zone's range, or of its first /16. */
function defaultSpecs(zoneBits: number): SubnetSpec[] {
  if (zoneBits > 26) {
    throw new Error(
      `Automatic subnet creation requires a VPC with at least /26 available per AZ, but only /${zoneBits} is ` +
        "available. If you do need very small subnets, please specify them explicitly.",
    );
  }
  const bits = Math.max(zoneBits, 16);
  return [
    { type: "Private", cidrMask: bits + 1 },
    { type: "Public", cidrMask: bits + 2 },
  ];
}

/** Blocks by zone and spec, each behind the one before, in the order of the specs. */
function allocate(
  vpc: CidrBlock,
  zoneBits: number,
  zoneCount: number,
  specs: readonly SubnetSpec[],
): CidrBlock[][] {
  if (specs.length === 0) throw new Error("No subnets specified");
  const bitsOf = (spec: SubnetSpec) => spec.cidrMask ?? zoneBits + bitsFor(specs.length);
  const needed = specs.reduce((sum, spec) => sum + sizeOf(bitsOf(spec)), 0);
  if (needed > sizeOf(zoneBits)) {
    throw new Error(
      `Subnets are too large for VPC. VPC has ${sizeOf(zoneBits)} addresses, but subnets require ${needed} addresses.`,
    );
  }
  const zones: CidrBlock[][] = [];
  let zone = blockAt(vpc.first, zoneBits);
  for (let index = 0; index < zoneCount; index++) {
    let previous: CidrBlock | undefined;
    const blocks: CidrBlock[] = [];
    for (const spec of specs) {
      previous = previous ? blockAfter(previous, bitsOf(spec)) : blockAt(zone.first, bitsOf(spec));
      blocks.push(previous);
    }
    zones.push(blocks);
    zone = blockAfter(zone);
  }
  return zones;
}

function refuseOverlaps(subnets: readonly PlannedSubnet[]): void {
  const blocks = subnets.map((subnet) => ({ subnet, block: parseCidrBlock(subnet.cidrBlock) }));
  const overlapping = blocks.filter((one) =>
    blocks.some((other) => one !== other && overlap(one.block, other.block)),
  );
  if (overlapping.length === 0) return;
  const lines = overlapping.map(
    ({ subnet }, index) => `${index + 1}. ${subnet.resourceName}: ${subnet.cidrBlock}\n`,
  );
  throw new Error(
    "The following subnets overlap with at least one other subnet. Make the CIDR for the VPC larger, reduce the " +
      `size of the subnets per AZ, or use less Availability Zones:\n\n${lines.join("")}`,
  );
}

function refuseGaps(vpcCidr: string, subnets: readonly PlannedSubnet[]): void {
  const vpc = parseCidrBlock(vpcCidr);
  const gaps: string[] = [];
  let previous: PlannedSubnet | undefined;
  for (const subnet of subnets) {
    const { first } = parseCidrBlock(subnet.cidrBlock);
    if (!previous && first !== vpc.first) {
      gaps.push(
        `${subnet.resourceName} (${subnet.cidrBlock}) does not start at the beginning of the VPC (${vpcCidr})`,
      );
    }
    if (previous && first !== blockAfter(parseCidrBlock(previous.cidrBlock)).first) {
      gaps.push(
        `${previous.resourceName} (${previous.cidrBlock}) <=> ${subnet.resourceName} (${subnet.cidrBlock})`,
      );
    }
    previous = subnet;
  }
  if (previous) {
    const end = lastOf(parseCidrBlock(previous.cidrBlock));
    if (end !== lastOf(vpc)) {
      gaps.push(
        `${previous.resourceName} (ending ${addressText(end)}) ends before VPC ends (at ${addressText(lastOf(vpc))}})`,
      );
    }
  }
  if (gaps.length === 0) return;
  throw new Error(`There are gaps in the subnet ranges. Please fix the following gaps: ${gaps.join(", ")}`);
}
