import type {
  BaseConfigurationItem,
  ConfigurationItem,
  ConfigurationItemStatus,
  ResourceType,
} from "@aws-sdk/client-config-service";

/** The version of the item's layout that AWS Config writes today. */
export const itemVersion = "1.3";

/** The state of a resource at a moment, as AWS Config keeps it. */
export interface Item {
  readonly accountId: string;
  readonly region: string;
  readonly captureTime: Date;
  readonly status: ConfigurationItemStatus;
  readonly arn?: string;
  readonly resourceType: ResourceType;
  readonly resourceId: string;
  readonly resourceName?: string;
  readonly availabilityZone?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly relationships: readonly Relationship[];
  /** Absent when the resource is deleted. */
  readonly configuration?: object;
}

/** How a resource belongs to another one, e.g. `Is contained in Vpc`. */
export interface Relationship {
  readonly resourceType: ResourceType;
  readonly resourceId: string;
  readonly name: string;
}

/** What tells resources apart: their type and id, e.g. `AWS::EC2::SecurityGroup/sg-0a1b`. */
export function resourceKey(resource: {
  readonly resourceType: string;
  readonly resourceId: string;
}): string {
  return `${resource.resourceType}/${resource.resourceId}`;
}

export function isDeleted(item: Pick<Item, "status">): boolean {
  return item.status === "ResourceDeleted" || item.status === "ResourceDeletedNotRecorded";
}

/** As BatchGetResourceConfig answers it: without what only the history has. */
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

/** As GetResourceConfigHistory answers it. */
export function toHistoryItem(item: Item): ConfigurationItem {
  return {
    ...toBaseItem(item),
    // AWS leaves the hash empty since layout 1.3; the state id tells states apart.
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

/** An item as notifications, rules' events and delivered files hold it: other names, the state id a number. */
export type EventItem = ReturnType<typeof toEventItem>;

/** @see {@link EventItem} */
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

/** The fields of an item that AWS Config always sends, however large the item is. */
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
    // EC2 doesn't tell when a security group was made, so AWS Config can't either.
    resourceCreationTime: null,
  };
}
