import type { Policies, PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { readLabSettings, type LabSettings } from "./labSettings";

/** Properties of a resource. In a preview, reading one that isn't known yet throws, and the policy isn't applied. */
export type Props = Readonly<Record<string, unknown>>;

/** What a policy knows of a resource before the engine creates or updates it: its inputs. */
export interface PlannedResource {
  /** @example "aws:iam/role:Role" */
  readonly type: string;
  readonly name: string;
  readonly props: Props;
}

/** What a policy knows of a resource once all of the stack's resources are registered: its outputs, and relations. */
export interface StackResource extends PlannedResource {
  readonly urn: string;
  readonly dependencies: readonly StackResource[];
  /** By input: the resources whose outputs it is made of. */
  readonly propertyDependencies: Readonly<Record<string, readonly StackResource[]>>;
}

/** A violation, and the resource that it is reported for. */
export interface Violation {
  readonly message: string;
  /** @default the stack */
  readonly urn?: string;
}

interface Described {
  /** Unique in the pack. @example "expiring-logs" */
  readonly name: string;
  /** What is required, in one sentence. */
  readonly description: string;
}

/** A policy on single resources. The engine applies it before it creates or updates one, so a violation changes nothing. */
export interface ResourcePolicy extends Described {
  /** The types of resource it is applied to. */
  readonly types: readonly string[];
  /** @returns the violations, each a sentence that says what was expected and what the resource has */
  readonly violations: (resource: PlannedResource, settings: LabSettings) => string[];
}

/** A policy on relations between resources. The engine applies it at the end of a preview or an update. */
export interface StackPolicy extends Described {
  readonly violations: (resources: readonly StackResource[], settings: LabSettings) => Violation[];
}

/** The policies as the SDK of policy packs expects them. */
export function toPulumiPolicies(
  resourcePolicies: readonly ResourcePolicy[],
  stackPolicies: readonly StackPolicy[],
): Policies {
  return [
    ...resourcePolicies.map(({ name, description, types, violations }) => ({
      name,
      description,
      validateResource: (resource: ResourceValidationArgs, report: (message: string) => void) => {
        if (!types.includes(resource.type)) return;
        violations(resource, readLabSettings(resource.urn)).forEach((message) => report(message));
      },
    })),
    ...stackPolicies.map(({ name, description, violations }) => ({
      name,
      description,
      validateStack: (
        { resources }: { readonly resources: readonly PolicyResource[] },
        report: (message: string, urn?: string) => void,
      ) => {
        const [first] = resources;
        // After `pulumi destroy --target` and the like there may be nothing.
        if (!first) return;
        violations(resources, readLabSettings(first.urn)).forEach(({ message, urn }) => report(message, urn));
      },
    })),
  ];
}
