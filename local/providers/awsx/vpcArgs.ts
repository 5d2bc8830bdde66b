import type { Fault } from "../plugin/provider";
import { hasUnknown, type Values } from "../plugin/propertyValues";
import { onlyOffered } from "../properties/faults";
import { flag, list, map, object, text, type Properties } from "../properties/property";
import { validate } from "../properties/validation";

/** The inputs of `awsx.ec2.Vpc` that are offered here: one zone with one public subnet of a given range. */
export interface VpcArgs {
  readonly cidrBlock: string;
  readonly enableDnsHostnames?: unknown;
  readonly enableDnsSupport?: unknown;
  readonly region?: string;
  readonly tags?: Values;
  readonly zone: string;
  readonly subnet: { readonly cidrBlock: string; readonly tags?: Values };
}

const onlyOne = (things: string) => (values: unknown[]) =>
  values.length === 1
    ? undefined
    : `isn't offered by this stand-in: expected one ${things}, got ${values.length}`;

const properties: Properties = {
  availabilityZoneNames: list(text(), { required: true, fault: onlyOne("zone") }),
  cidrBlock: text({ required: true }),
  enableDnsHostnames: flag(),
  enableDnsSupport: flag(),
  // awsx's default is one a zone.
  natGateways: object({ strategy: text({ required: true, fault: onlyOffered("None") }) }, { required: true }),
  region: text(),
  subnetSpecs: list(
    object({
      cidrBlocks: list(text(), { required: true, fault: onlyOne("range, for the one zone") }),
      tags: map(text()),
      type: text({ required: true, fault: onlyOffered("Public") }),
    }),
    { required: true, fault: onlyOne("public subnet") },
  ),
  // awsx's default is "Legacy", which ignores cidrBlocks.
  subnetStrategy: text({ required: true, fault: onlyOffered("Auto") }),
  tags: map(text()),
};

/** Inputs that may come from other resources; awsx takes the others as plain values. */
const mayBeUnknown = new Set(["enableDnsHostnames", "enableDnsSupport", "tags"]);

interface CheckedInputs extends Omit<VpcArgs, "zone" | "subnet"> {
  readonly availabilityZoneNames: readonly [string];
  readonly subnetSpecs: readonly [{ readonly cidrBlocks: readonly [string]; readonly tags?: Values }];
}

/** @throws one error for all faults of the inputs */
export function readVpcArgs(inputs: Values): VpcArgs {
  const faults: Fault[] = [];
  const checked = validate(properties, inputs, faults);
  for (const [property, value] of Object.entries(inputs)) {
    if (hasUnknown(value) && !mayBeUnknown.has(property)) {
      faults.push({
        property,
        reason: "expected a plain value, got one that is known only after the update",
      });
    }
  }
  if (faults.length > 0) {
    const lines = faults.map(({ property, reason }) => `${property}: ${reason}`);
    throw new Error(`awsx:ec2:Vpc has ${faults.length} invalid input(s):\n - ${lines.join("\n - ")}`);
  }
  const { availabilityZoneNames, subnetSpecs, ...rest } = checked as unknown as CheckedInputs;
  const [zone] = availabilityZoneNames;
  const [{ cidrBlocks, tags }] = subnetSpecs;
  return { ...rest, zone, subnet: { cidrBlock: cidrBlocks[0], tags } };
}
