import {
  ChronologicalOrder,
  type BatchGetResourceConfigRequest,
  type BatchGetResourceConfigResponse,
  type GetDiscoveredResourceCountsRequest,
  type GetDiscoveredResourceCountsResponse,
  type GetResourceConfigHistoryRequest,
  type GetResourceConfigHistoryResponse,
  type ListDiscoveredResourcesRequest,
  type ListDiscoveredResourcesResponse,
  type ResourceIdentifier,
} from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import type { ItemHistory } from "../recording/itemHistory";
import { isDeleted, toBaseItem, toHistoryItem, type Item } from "../recording/items";
import type { Wire } from "../support/wire";
import { anyResourceType, limit, resourceId, resourceType } from "./model/fields";
import { operation, type Operations } from "./model/operation";
import { paginate } from "./model/paging";
import { flag, list, oneOf, structure, text, time } from "./model/shapes";

/** Where a request specifies no limit. */
const itemsPerPage = 10;
const resourcesPerPage = 100;
const namedResources = 20;

/** Operations that return what is recorded: the inventory, and each resource's history. */
export const inventoryOperations: Operations<"recording"> = {
  GetResourceConfigHistory: operation<GetResourceConfigHistoryRequest, "recording">(
    structure({
      "resourceType*": resourceType,
      "resourceId*": resourceId,
      laterTime: time,
      earlierTime: time,
      chronologicalOrder: oneOf(Object.values(ChronologicalOrder)),
      limit,
      nextToken: text(),
    }),
    ({ recording }, request): GetResourceConfigHistoryResponse => {
      recording.recorders.requireAny();
      const page = paginate(historyOf(recording.items, request), stateId, itemsPerPage, request);
      return { configurationItems: page.items.map(toHistoryItem), nextToken: page.nextToken };
    },
  ),

  ListDiscoveredResources: operation<ListDiscoveredResourcesRequest, "recording">(
    structure({
      "resourceType*": resourceType,
      resourceIds: list(resourceId),
      resourceName: text(),
      limit,
      includeDeletedResources: flag,
      nextToken: text(),
    }),
    ({ recording }, request): ListDiscoveredResourcesResponse => {
      recording.recorders.requireAny();
      const found = discovered(recording.items, request);
      const page = paginate(found, (item) => item.resourceId, resourcesPerPage, request);
      return { resourceIdentifiers: page.items.map(toIdentifier), nextToken: page.nextToken };
    },
  ),

  GetDiscoveredResourceCounts: operation<GetDiscoveredResourceCountsRequest, "recording">(
    structure({ resourceTypes: list(anyResourceType, 0, 20), limit, nextToken: text() }),
    ({ recording }, { resourceTypes, ...request }): GetDiscoveredResourceCountsResponse => {
      const counts = recording
        .recordedTypes()
        .filter((type) => !resourceTypes?.length || resourceTypes.includes(type))
        .map((type) => ({
          resourceType: type as Item["resourceType"],
          count: recording.items.existing(type).length,
        }))
        .sort((one, other) => other.count - one.count);
      const page = paginate(counts, (each) => each.resourceType, resourcesPerPage, request);
      const totalDiscoveredResources = counts.reduce((total, { count }) => total + count, 0);
      return { totalDiscoveredResources, resourceCounts: page.items, nextToken: page.nextToken };
    },
  ),

  BatchGetResourceConfig: operation<BatchGetResourceConfigRequest, "recording">(
    structure({
      "resourceKeys*": list(structure({ "resourceType*": resourceType, "resourceId*": resourceId }), 1, 100),
    }),
    ({ recording }, { resourceKeys = [] }): BatchGetResourceConfigResponse => {
      recording.recorders.requireAny();
      // Resources that were never recorded are omitted without an error, as on AWS.
      const items = resourceKeys.flatMap(({ resourceType: type = "", resourceId: id = "" }) => {
        const item = recording.items.last({ resourceType: type, resourceId: id });
        return item ? [toBaseItem(item)] : [];
      });
      return { baseConfigurationItems: items, unprocessedResourceKeys: [] };
    },
  ),
};

/** A resource's items within the requested times, newest first by default. */
function historyOf(history: ItemHistory, request: Wire<GetResourceConfigHistoryRequest>): Item[] {
  const { resourceType: type = "", resourceId: id = "", earlierTime, laterTime } = request;
  const earliest = (earlierTime ?? -Infinity) * 1000;
  const latest = (laterTime ?? Infinity) * 1000;
  if (earliest >= latest) {
    throw new AwsError(
      "InvalidTimeRangeException",
      "The specified time range is not valid. The earlier time is not chronologically before the later time.",
    );
  }
  const items = history.of({ resourceType: type, resourceId: id });
  if (items.length === 0) {
    throw new AwsError(
      "ResourceNotDiscoveredException",
      `Resource ${id} of resourceType:${type} is unknown or has not been discovered`,
    );
  }
  const between = items.filter(({ captureTime }) => {
    const captured = captureTime.getTime();
    return captured >= earliest && captured <= latest;
  });
  return request.chronologicalOrder === "Forward" ? between : between.reverse();
}

function stateId(item: Item): string {
  return String(item.captureTime.getTime());
}

function discovered(items: ItemHistory, request: Wire<ListDiscoveredResourcesRequest>): Item[] {
  const { resourceType: type = "", resourceIds, resourceName, includeDeletedResources } = request;
  if (resourceIds?.length && resourceName !== undefined) {
    throw new AwsError(
      "ValidationException",
      "Both Resource ID and Resource Name cannot be specified in the request",
    );
  }
  if ((resourceIds?.length ?? 0) > namedResources) {
    throw new AwsError(
      "ValidationException",
      `The specified list had more than ${namedResources} resource ID's. It must have '${namedResources}' or less items`,
    );
  }
  const deleted = includeDeletedResources ? items.deletedOf(type) : [];
  const ids = resourceIds?.length ? new Set(resourceIds) : undefined;
  return [...items.existing(type), ...deleted]
    .filter((item) => !ids || ids.has(item.resourceId))
    .filter((item) => resourceName === undefined || item.resourceName === resourceName);
}

function toIdentifier(item: Item): ResourceIdentifier {
  return {
    resourceType: item.resourceType,
    resourceId: item.resourceId,
    resourceName: item.resourceName,
    resourceDeletionTime: isDeleted(item) ? item.captureTime : undefined,
  };
}
