import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-config-service";
import { arn, limit, tags as tagList } from "./model/fields";
import { operation, type Operations } from "./model/operation";
import { paginate } from "./model/paging";
import { list, structure, text } from "./model/shapes";

const tagsPerPage = 50;

/** Operations on the tags of recorders and rules. */
export const tagOperations: Operations<"tags"> = {
  ListTagsForResource: operation<ListTagsForResourceRequest, "tags">(
    structure({ "ResourceArn*": arn, Limit: limit, NextToken: text() }),
    ({ tags }, { ResourceArn = "", ...request }): ListTagsForResourceResponse => {
      const page = paginate(tags.list(ResourceArn), ({ Key = "" }) => Key, tagsPerPage, request);
      return { Tags: page.items, NextToken: page.nextToken };
    },
  ),

  TagResource: operation<TagResourceRequest, "tags">(
    structure({ "ResourceArn*": arn, "Tags*": tagList }),
    ({ tags }, { ResourceArn = "", Tags = [] }) => tags.add(ResourceArn, Tags),
  ),

  UntagResource: operation<UntagResourceRequest, "tags">(
    structure({ "ResourceArn*": arn, "TagKeys*": list(text(1, 128), 1, 50) }),
    ({ tags }, { ResourceArn = "", TagKeys = [] }) => tags.remove(ResourceArn, TagKeys),
  ),
};
