import type { Output } from "@pulumi/pulumi";
import type { Fault } from "../../plugin/provider";
import { text, type Properties, type Property } from "../../properties/property";
import type { AwsAccount } from "../account/awsAccount";
import { tagged, type TagWriter } from "./tags";

/** All properties of a resource class of `@pulumi/aws` as plain values, without id and urn. */
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

/** What an update receives. */
export interface Change<Args, Resource> {
  readonly olds: StateOf<Resource>;
  readonly news: InputsOf<Args, Resource>;
  /** Whether one of these top-level properties changes. */
  readonly has: (...properties: (keyof Args)[]) => boolean;
}

/** The property that is filled in when the program gives no name: the resource's name and seven random digits. */
export interface AutoName {
  readonly property: string;
  /** In characters. */
  readonly maximum: number;
  readonly lowerCase?: true;
}

/** What the id of an import says. */
export interface Imported<Resource> {
  /** The resource's own. */
  readonly id: string;
  readonly known: Partial<StateOf<Resource>>;
}

export interface ResourceType<Args, Resource> {
  /** E.g. `aws:ec2/vpc:Vpc`. */
  readonly token: string;
  /** All but `region`, `tags` and `tagsAll`, which {@link resourceType} adds. */
  readonly properties: { readonly [Key in keyof Args | keyof StateOf<Resource>]?: Property };
  readonly autoName?: AutoName;
  /** IAM's: the same in every region. */
  readonly global?: true;
  /** AWS's error codes for a resource that doesn't exist. */
  readonly gone: readonly string[];
  /** How its tags are changed. Absent: it has none. */
  readonly tags?: TagWriter;
  /** Faults between inputs. Values that aren't known yet are missing in `inputs`. */
  readonly faults?: (inputs: Partial<InputsOf<Args, Resource>>) => Fault[];
  /**
   * Reads the id of an import, where the released provider documents one that isn't the resource's own.
   *
   * @returns undefined where there is no such resource
   * @throws Error where it isn't of the documented form
   */
  imported?(id: string, aws: AwsAccount): Promise<Imported<Resource> | undefined>;
  /** Creates it and returns its id. */
  create(inputs: InputsOf<Args, Resource>, aws: AwsAccount): Promise<string>;
  /** The rest of its creation. When this fails, the engine keeps the resource as partially created. */
  complete?(id: string, inputs: InputsOf<Args, Resource>, aws: AwsAccount): Promise<void>;
  /**
   * Everything that AWS returns about it, or undefined when it is gone. `known` is what was known before: the inputs
   * after a creation or update, the state for a refresh, for an import only what `imported` returns.
   */
  read(
    id: string,
    aws: AwsAccount,
    known: Partial<StateOf<Resource>>,
  ): Promise<Partial<StateOf<Resource>> | undefined>;
  /** Changes everything but its tags. Absent: every change replaces it. */
  update?(id: string, change: Change<Args, Resource>, aws: AwsAccount): Promise<void>;
  delete(id: string, state: StateOf<Resource>, aws: AwsAccount): Promise<unknown>;
}

/** Any resource type, for the code that treats all alike. */
export type AnyResourceType = Omit<
  ResourceType<Record<string, unknown>, Record<string, Output<unknown>>>,
  "properties"
> & { readonly properties: Properties };

/** Describes a resource type; the compiler checks names and types against those of `@pulumi/aws`. */
export function resourceType<Args, Resource>(type: ResourceType<Args, Resource>): AnyResourceType {
  const properties = {
    ...type.properties,
    ...(type.global ? {} : { region: text({ computed: true, replaces: true }) }),
    ...(type.tags ? tagged : {}),
  };
  return { ...type, properties } as unknown as AnyResourceType;
}

/** `create` and `update` of a resource for which AWS has one call that does both. */
export function createdAndUpdatedBy<Args, Resource>(
  put: (inputs: InputsOf<Args, Resource>, aws: AwsAccount) => Promise<string>,
): Required<Pick<ResourceType<Args, Resource>, "create" | "update">> {
  return {
    create: put,
    update: async (_, { news }, aws) => {
      await put(news, aws);
    },
  };
}

/** The parts of an import's id. @throws Error where it hasn't the documented form, such as `SUBNET/ROUTETABLE` */
export function partsOf(id: string, form: string, separator: string): [string, string] {
  const at = id.indexOf(separator);
  const parts: [string, string] = [id.slice(0, at), id.slice(at + separator.length)];
  if (at < 0 || parts.includes(""))
    throw new Error(`expected an id of the form ${form}, got ${JSON.stringify(id)}`);
  return parts;
}
