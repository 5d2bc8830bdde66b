import type {
  BaseConfigurationItem,
  ConfigurationItem,
  ConfigurationItemStatus,
  ResourceType,
} from "@aws-sdk/client-config-service";

/** The version of the configuration item's schema that AWS Config writes today. */
const itemVersion = "1.3";

/** A resource, by type and id. */
export interface Resource {
  readonly resourceType: string;
  readonly resourceId: string;
}

/** A configuration item: the state of a resource at a point in time. */
export interface Item extends Resource {
  readonly accountId: string;
  readonly region: string;
  readonly captureTime: Date;
  readonly status: ConfigurationItemStatus;
  readonly arn?: string;
  readonly resourceType: ResourceType;
  readonly resourceName?: string;
  readonly availabilityZone?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly relationships: readonly Relationship[];
  /** Absent when the resource is deleted. */
  readonly configuration?: object;
}

/** How a resource is related to another one, e.g. `Is contained in Vpc`. */
export interface Relationship {
  readonly resourceType: ResourceType;
  readonly resourceId: string;
  readonly name: string;
}

/** Identifies a resource within a region, e.g. `AWS::EC2::SecurityGroup/sg-0a1b`. */
export function resourceKey({ resourceType, resourceId }: Resource): string {
  return `${resourceType}/${resourceId}`;
}

export function isDeleted(item: Pick<Item, "status">): boolean {
  return item.status === "ResourceDeleted" || item.status === "ResourceDeletedNotRecorded";
}

/** As BatchGetResourceConfig returns it: without the fields that only the history has. */
export function toBaseItem(item: Item): BaseConfigurationItem {
  return {
    version: itemVersion,
    accountId: item.accountId,
    configurationItemCaptureTime: item.captureTime,
    configurationItemStatus: item.status,
    configurationStateId: String(item.captureTime.getTime()),
    arn: item.arn,
    resourceType: item.resourceType,
    resourceId: item.resourceId,
    resourceName: item.resourceName,
    awsRegion: item.region,
    availabilityZone: item.availabilityZone,
    configuration: item.configuration && JSON.stringify(item.configuration),
    supplementaryConfiguration: {},
    recordingFrequency: "CONTINUOUS",
    configurationItemDeliveryTime: item.captureTime,
  };
}

/** As GetResourceConfigHistory returns it. */
export function toHistoryItem(item: Item): ConfigurationItem {
  return {
    ...toBaseItem(item),
    // Empty on AWS too since version 1.3; the state id identifies a state.
    configurationItemMD5Hash: "",
    tags: item.tags,
    relatedEvents: [],
    relationships: item.relationships.map(({ resourceType, resourceId, name }) => ({
      resourceType,
      resourceId,
      relationshipName: name,
    })),
  };
}

/** As notifications, rules' events and delivered files contain it: other names, and the state id a number. */
export function toEventItem(item: Item) {
  return {
    relatedEvents: [],
    relationships: item.relationships.map(({ resourceId, resourceType, name }) => ({
      resourceId,
      resourceName: null,
      resourceType,
      name,
    })),
    configuration: item.configuration ?? null,
    supplementaryConfiguration: {},
    tags: item.tags,
    ...toEventSummary(item),
  };
}

/** The fields of an event's item that AWS Config sends however large the item is. */
export function toEventSummary(item: Item) {
  return {
    configurationItemVersion: itemVersion,
    configurationItemCaptureTime: item.captureTime.toISOString(),
    configurationStateId: item.captureTime.getTime(),
    awsAccountId: item.accountId,
    configurationItemStatus: item.status,
    resourceType: item.resourceType,
    resourceId: item.resourceId,
    resourceName: item.resourceName ?? null,
    ARN: item.arn ?? null,
    awsRegion: item.region,
    availabilityZone: item.availabilityZone ?? null,
    configurationStateMd5Hash: "",
    // EC2 doesn't report when a security group was created, so AWS Config can't either.
    resourceCreationTime: null,
  };
}
