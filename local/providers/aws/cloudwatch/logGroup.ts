import type { LogGroup, LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup";
import { matching } from "../../properties/faults";
import { number, output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { taggedBy } from "../resource/tags";

/** Days that CloudWatch Logs can retain events; 0 means that they never expire. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export default resourceType<LogGroupArgs, LogGroup>({
  token: "aws:cloudwatch/logGroup:LogGroup",
  properties: {
    name: text({
      replaces: true,
      fault: matching(/^[.\-_/#A-Za-z0-9]{1,512}$/, "1 to 512 letters, digits and .-_/#"),
    }),
    retentionInDays: number({ default: 0, oneOf: retentions }),
    arn: output(),
  },
  autoName: { property: "name", maximum: 512 },
  tags: taggedBy(
    (aws, { arn }, tags) => aws.logs.tagResource({ resourceArn: arn, tags }),
    (aws, { arn }, keys) => aws.logs.untagResource({ resourceArn: arn, tagKeys: keys }),
  ),
  gone: ["ResourceNotFoundException"],

  async create({ name = "", tags: own }, aws) {
    const tags = aws.tags(own);
    // CloudWatch Logs rejects an empty map.
    await aws.logs.createLogGroup({
      logGroupName: name,
      tags: Object.keys(tags).length > 0 ? tags : undefined,
    });
    return name;
  },

  async complete(id, { retentionInDays }, aws) {
    if (retentionInDays) await aws.logs.putRetentionPolicy({ logGroupName: id, retentionInDays });
  },

  async read(id, aws) {
    const { logGroups } = await aws.logs.describeLogGroups({ logGroupNamePrefix: id });
    const group = logGroups?.find((candidate) => candidate.logGroupName === id);
    if (!group) return undefined;
    // `arn` is the older field, which ends in `:*` for all streams.
    const arn = group.logGroupArn ?? group.arn?.replace(/:\*$/, "") ?? "";
    const { tags } = await aws.logs.listTagsForResource({ resourceArn: arn });
    return { arn, name: id, retentionInDays: group.retentionInDays ?? 0, tagsAll: tags ?? {} };
  },

  async update(id, { news: { retentionInDays } }, aws) {
    if (retentionInDays) await aws.logs.putRetentionPolicy({ logGroupName: id, retentionInDays });
    else await aws.logs.deleteRetentionPolicy({ logGroupName: id });
  },

  async delete(id, _, aws) {
    await aws.logs.deleteLogGroup({ logGroupName: id });
  },
});
