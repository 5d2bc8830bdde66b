import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { Values } from "./propertyValues";

/** A fault of one input. */
export interface Fault {
  /** Path of the property, e.g. `ingress[0].fromPort`. */
  readonly property: string;
  /** What is wrong: what was expected, and what was given. */
  readonly reason: string;
}

/** The resource that a request is about. */
export interface Subject {
  readonly urn: string;
  /** Type token, e.g. `aws:ec2/vpc:Vpc`. */
  readonly type: string;
  /** The name in the program. */
  readonly name: string;
}

/** How names are generated where the project configures it (`pulumi:autonaming`). */
export interface NamingRequest {
  readonly proposed: string;
  readonly mode: "propose" | "enforce" | "disable";
}

export interface CheckRequest extends Subject {
  readonly olds: Values;
  readonly news: Values;
  readonly seed: Uint8Array;
  readonly naming?: NamingRequest;
}

export interface Checked {
  readonly inputs: Values;
  readonly faults: readonly Fault[];
}

export interface DiffRequest extends Subject {
  readonly id: string;
  readonly state: Values;
  readonly news: Values;
  readonly ignoreChanges: readonly string[];
}

export type ChangeKind = "add" | "delete" | "update";

/** One property that changes. */
export interface PropertyChange {
  readonly path: string;
  readonly kind: ChangeKind;
  readonly replaces: boolean;
}

export interface Difference {
  readonly changes: readonly PropertyChange[];
  readonly deleteBeforeReplace: boolean;
}

export interface CreateRequest extends Subject {
  readonly inputs: Values;
  readonly preview: boolean;
}

export interface ReadRequest extends Subject {
  readonly id: string;
  /** Empty for an import or a `get`. */
  readonly state: Values;
  readonly inputs: Values;
}

export interface UpdateRequest extends Subject {
  readonly id: string;
  readonly state: Values;
  readonly news: Values;
  readonly ignoreChanges: readonly string[];
  readonly preview: boolean;
}

export interface DeleteRequest extends Subject {
  readonly id: string;
  readonly state: Values;
}

/** A resource's identity and all its properties. */
export interface Found {
  readonly id: string;
  readonly state: Values;
  readonly inputs?: Values;
}

/** A component that a plugin built from other resources. */
export interface Built {
  readonly urn: string;
  readonly outputs: Values;
  /** For each output, the URNs of the resources it depends on. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** What a plugin implements. The engine gets "not implemented" for the rest. */
export interface Provider {
  readonly version: string;
  readonly checkConfig?: (news: Values) => Checked;
  readonly configure?: (config: Values) => void;
  readonly check?: (request: CheckRequest) => Promise<Checked>;
  readonly diff?: (request: DiffRequest) => Promise<Difference>;
  readonly create?: (request: CreateRequest) => Promise<Found>;
  /** Undefined when the resource is gone. */
  readonly read?: (request: ReadRequest) => Promise<Found | undefined>;
  readonly update?: (request: UpdateRequest) => Promise<Values>;
  readonly delete?: (request: DeleteRequest) => Promise<void>;
  readonly invoke?: (token: string, args: Values) => Promise<Values>;
  readonly construct?: (request: ConstructRequest) => Promise<Built>;
}

/** Thrown when a resource was created but not completed, so that the engine keeps it in the state. */
export class PartlyDoneError extends Error {
  constructor(
    readonly id: string,
    readonly state: Values,
    readonly inputs: Values,
    cause: Error,
  ) {
    super(cause.message, { cause });
    this.name = "PartlyDoneError";
  }
}
