import { parseCidrBlock, sizeOf } from "./cidrBlock";
import type { SubnetSpec } from "./vpcArgs";

/** Specs that agree in themselves and with the number of zones, with mask and size filled in from each other. */
export function normalizedSpecs(specs: readonly SubnetSpec[], zoneCount: number): SubnetSpec[] {
  const issues = [...nameIssues(specs), ...sizeIssues(specs)];
  const isExplicit = specs.some((spec) => spec.cidrBlocks !== undefined);
  const normalized = specs.map((spec, index) => {
    if (isExplicit) {
      issues.push(...explicitIssues(spec, index, zoneCount));
      return spec;
    }
    const cidrMask = spec.cidrMask ?? (spec.size ? 32 - Math.log2(spec.size) : undefined);
    const size = cidrMask === undefined ? undefined : sizeOf(cidrMask);
    if (spec.size !== undefined && size !== undefined && size !== spec.size) {
      issues.push(
        `Subnet size ${spec.size} does not match the expected size for a /${cidrMask} subnet (${size}).`,
      );
    }
    return { ...spec, cidrMask, size };
  });
  if (issues.length > 0) throw new Error(`Invalid subnet specifications:\n - ${issues.join("\n - ")}`);
  return normalized;
}

function nameIssues(specs: readonly SubnetSpec[]): string[] {
  const types = [...new Set(specs.map((spec) => spec.type.toLowerCase()))];
  return types
    .filter((type) => {
      const names = specs.filter((spec) => spec.type.toLowerCase() === type).map((spec) => spec.name);
      return new Set(names).size < names.length;
    })
    .map(
      (type) =>
        `Multiple subnet specs of type "${type}" require unique names. ` +
        `You can have at most one unnamed subnet per type. All other subnets of the same type must have ` +
        `unique "name" properties to avoid duplicate resource names.`,
    );
}

/** A /30 is the smallest that awsx knows. */
const validSizes = Array.from({ length: 31 }, (_, bits) => sizeOf(bits));

function sizeIssues(specs: readonly SubnetSpec[]): string[] {
  const sizes = specs.flatMap(({ size }) => (size === undefined || validSizes.includes(size) ? [] : [size]));
  if (sizes.length === 0) return [];
  return [
    `The following subnet sizes are invalid: ${sizes.join(", ")}. Valid sizes are: ${validSizes.join(", ")}.`,
  ];
}

function explicitIssues(spec: SubnetSpec, index: number, zoneCount: number): string[] {
  if (spec.cidrBlocks === undefined) {
    return ["If any subnet spec has explicit cidrBlocks, all subnets must have explicit cidrBlocks."];
  }
  if (spec.cidrBlocks.length !== zoneCount) {
    return [
      `The number of CIDR blocks in subnetSpecs[${index}] must match the number of availability zones (${zoneCount}).`,
    ];
  }
  const masks = spec.cidrBlocks.map((block) => parseCidrBlock(block).bits);
  if (spec.cidrMask !== undefined && masks.some((bits) => bits !== spec.cidrMask)) {
    return [`The cidrMask in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`];
  }
  if (spec.size !== undefined && masks.some((bits) => sizeOf(bits) !== spec.size)) {
    return [`The size in subnetSpecs[${index}] must match all cidrBlocks or be left undefined.`];
  }
  return [];
}
