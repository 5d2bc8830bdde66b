import type { Output } from "@pulumi/pulumi";
import type { AwsAccount } from "../account/awsAccount";
import type { Fault } from "../../plugin/provider";
import type { Property } from "../../properties/property";

/** All properties of a resource class of `@pulumi/aws` as plain values, id and urn left out. */
export type StateOf<Resource> = {
  [
    Key in keyof Resource as Resource[Key] extends Output<unknown>
      ? Key extends "id" | "urn"
        ? never
        : Key
      : never
  ]: Resource[Key] extends Output<infer Plain> ? Plain : never;
};

/** The inputs of a resource class of `@pulumi/aws` as plain values. */
export type InputsOf<Args, Resource> = {
  [Key in keyof Args]: Key extends keyof StateOf<Resource> ? StateOf<Resource>[Key] : unknown;
};

/** What an update is told. */
export interface Change<Args, Resource> {
  readonly olds: StateOf<Resource>;
  readonly news: InputsOf<Args, Resource>;
  /** True when this top-level property changes. */
  readonly has: (...properties: (keyof Args)[]) => boolean;
}

/** Which property gets a name of its own when the program gives none: the resource's name and seven random digits. */
export interface AutoName {
  readonly property: string;
  /** In characters. */
  readonly maximum: number;
  readonly lowerCase?: true;
}

/** The other name for `Name*Prefix` is left out on purpose: nothing here makes names from prefixes. */
export interface ResourceType<Args, Resource> {
  /** E.g. `aws:ec2/vpc:Vpc`. */
  readonly token: string;
  readonly properties: { readonly [Key in keyof Args | keyof StateOf<Resource>]?: Property };
  readonly autoName?: AutoName;
  /** Two of it can't stand side by side. */
  readonly deleteBeforeReplace?: true;
  /** AWS's error codes that say it isn't there. */
  readonly gone: readonly string[];
  /** Faults that no single property shows. Values that aren't known yet are left out of `inputs`. */
  readonly faults?: (inputs: Partial<InputsOf<Args, Resource>>) => Fault[];
  /** Makes it and returns its id. */
  create(inputs: InputsOf<Args, Resource>, aws: AwsAccount): Promise<string>;
  /** The rest of its making. When this fails, the engine keeps the resource as half made. */
  complete?(id: string, inputs: InputsOf<Args, Resource>, aws: AwsAccount): Promise<void>;
  /**
   * Everything AWS tells of it, or undefined when it is gone. `known` is what was known before: the inputs after a
   * creation or update, the state for a refresh, nothing for an import.
   */
  read(
    id: string,
    aws: AwsAccount,
    known: Partial<StateOf<Resource>>,
  ): Promise<Partial<StateOf<Resource>> | undefined>;
  update?(id: string, change: Change<Args, Resource>, aws: AwsAccount): Promise<void>;
  delete(id: string, state: StateOf<Resource>, aws: AwsAccount): Promise<void>;
}

/** Any resource type, for the code that treats all alike. */
export type AnyResourceType = ResourceType<Record<string, unknown>, Record<string, Output<unknown>>>;

/** Describes a resource type; the compiler holds names and types against those of `@pulumi/aws`. */
export function resourceType<Args, Resource>(type: ResourceType<Args, Resource>): AnyResourceType {
  return type as unknown as AnyResourceType;
}
