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
import { isDeleted, toBaseItem, toHistoryItem, type Item } from "../items";
import { paginate } from "../paging";
import type { RegionalConfig } from "../regionalConfig";
import { flag, list, oneOf, structure, text, time } from "../shapes";
import type { Wire } from "../wire";
import { anyResourceType, limit, resourceId, resourceType } from "./fields";
import { operation, type Operation } from "./operation";

/** Where a request names no limit. */
const itemsPerPage = 10;
const resourcesPerPage = 100;
const namedResources = 20;

/** Operations that show what is recorded: the inventory, and each resource's timeline. */
export const inventoryOperations: Readonly<Record<string, Operation>> = {
  GetResourceConfigHistory: operation<GetResourceConfigHistoryRequest>(
    structure({
      "resourceType*": resourceType,
      "resourceId*": resourceId,
      laterTime: time,
      earlierTime: time,
      chronologicalOrder: oneOf(Object.values(ChronologicalOrder)),
      limit,
      nextToken: text(),
    }),
    (config, request): GetResourceConfigHistoryResponse => {
      requireRecorder(config);
      const page = paginate(historyOf(config, request), stateId, { ...request, usual: itemsPerPage });
      return { configurationItems: page.items.map(toHistoryItem), nextToken: page.nextToken };
    },
  ),

  ListDiscoveredResources: operation<ListDiscoveredResourcesRequest>(
    structure({
      "resourceType*": resourceType,
      resourceIds: list(resourceId),
      resourceName: text(),
      limit,
      includeDeletedResources: flag,
      nextToken: text(),
    }),
    (config, request): ListDiscoveredResourcesResponse => {
      requireRecorder(config);
      const found = discovered(config, request);
      const page = paginate(found, (item) => item.resourceId, { ...request, usual: resourcesPerPage });
      return { resourceIdentifiers: page.items.map(toIdentifier), nextToken: page.nextToken };
    },
  ),

  GetDiscoveredResourceCounts: operation<GetDiscoveredResourceCountsRequest>(
    structure({ resourceTypes: list(anyResourceType, 0, 20), limit, nextToken: text() }),
    (config, { resourceTypes, ...request }): GetDiscoveredResourceCountsResponse => {
      const counts = config
        .recordedTypes()
        .filter((type) => !resourceTypes?.length || resourceTypes.includes(type))
        .map((type) => ({
          resourceType: type as Item["resourceType"],
          count: config.items.existing(type).length,
        }))
        .sort((one, other) => other.count - one.count);
      const page = paginate(counts, (each) => each.resourceType, { ...request, usual: resourcesPerPage });
      const totalDiscoveredResources = counts.reduce((total, { count }) => total + count, 0);
      return { totalDiscoveredResources, resourceCounts: page.items, nextToken: page.nextToken };
    },
  ),

  BatchGetResourceConfig: operation<BatchGetResourceConfigRequest>(
    structure({
      "resourceKeys*": list(structure({ "resourceType*": resourceType, "resourceId*": resourceId }), 1, 100),
    }),
    (config, { resourceKeys = [] }): BatchGetResourceConfigResponse => {
      requireRecorder(config);
      // Resources that were never recorded are left out, without a word, as on AWS.
      const items = resourceKeys.flatMap(({ resourceType: type = "", resourceId: id = "" }) => {
        const item = config.items.last({ resourceType: type, resourceId: id });
        return item ? [toBaseItem(item)] : [];
      });
      return { baseConfigurationItems: items, unprocessedResourceKeys: [] };
    },
  ),
};

function requireRecorder(config: RegionalConfig): void {
  if (config.recorder) return;
  throw new AwsError("NoAvailableConfigurationRecorderException", "Configuration recorder is not available.");
}

/** A resource's items between the times asked for, the newest first unless asked otherwise. */
function historyOf(config: RegionalConfig, request: Wire<GetResourceConfigHistoryRequest>): Item[] {
  const { resourceType: type = "", resourceId: id = "", earlierTime, laterTime } = request;
  const earliest = (earlierTime ?? -Infinity) * 1000;
  const latest = (laterTime ?? Infinity) * 1000;
  if (earliest >= latest) {
    throw new AwsError(
      "InvalidTimeRangeException",
      "The specified time range is not valid. The earlier time is not chronologically before the later time.",
    );
  }
  const items = config.items.of({ resourceType: type, resourceId: id });
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

function discovered(config: RegionalConfig, request: Wire<ListDiscoveredResourcesRequest>): Item[] {
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
  const gone = includeDeletedResources ? config.items.gone(type) : [];
  const ids = resourceIds?.length ? new Set(resourceIds) : undefined;
  return [...config.items.existing(type), ...gone]
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
