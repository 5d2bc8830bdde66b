import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from "@aws-sdk/client-config-service";
import { paginate } from "../paging";
import { list, structure, text } from "../shapes";
import { arn, limit, tags } from "./fields";
import { operation, type Operation } from "./operation";

const tagsPerPage = 50;

/** Operations on the tags of recorders and rules. */
export const tagOperations: Readonly<Record<string, Operation>> = {
  ListTagsForResource: operation<ListTagsForResourceRequest>(
    structure({ "ResourceArn*": arn, Limit: limit, NextToken: text() }),
    (config, { ResourceArn = "", Limit, NextToken }): ListTagsForResourceResponse => {
      const all = config.tags.list(ResourceArn);
      const page = paginate(all, ({ Key = "" }) => Key, {
        limit: Limit,
        nextToken: NextToken,
        usual: tagsPerPage,
      });
      return { Tags: page.items, NextToken: page.nextToken };
    },
  ),

  TagResource: operation<TagResourceRequest>(
    structure({ "ResourceArn*": arn, "Tags*": tags }),
    (config, { ResourceArn = "", Tags = [] }) => config.tags.add(ResourceArn, Tags),
  ),

  UntagResource: operation<UntagResourceRequest>(
    structure({ "ResourceArn*": arn, "TagKeys*": list(text(1, 128), 1, 50) }),
    (config, { ResourceArn = "", TagKeys = [] }) => config.tags.remove(ResourceArn, TagKeys),
  ),
};
