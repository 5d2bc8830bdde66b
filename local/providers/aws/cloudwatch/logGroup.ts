import type { LogGroupClass } from "@aws-sdk/client-cloudwatch-logs";
import type { LogGroup, LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup";
import { flag, number, output, text } from "../../properties/property";
import { resourceType } from "../resource/resourceType";
import { tagChanges, tagged } from "../resource/tags";

/** Days that CloudWatch Logs can keep events; 0 keeps them for ever. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export default resourceType<LogGroupArgs, LogGroup>({
  token: "aws:cloudwatch/logGroup:LogGroup",
  properties: {
    kmsKeyId: text(),
    logGroupClass: text({
      computed: true,
      replaces: true,
      oneOf: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"],
    }),
    name: text({ replaces: true, fault: nameFault }),
    region: text({ computed: true, replaces: true }),
    retentionInDays: number({ default: 0, oneOf: retentions }),
    skipDestroy: flag({ default: false, unread: true }),
    ...tagged,
    arn: output(),
  },
  autoName: { property: "name", maximum: 512 },
  gone: ["ResourceNotFoundException"],

  async create(inputs, aws) {
    const tags = aws.tags(inputs.tags);
    await (
      await aws.cloudWatchLogs()
    ).createLogGroup({
      logGroupName: inputs.name,
      kmsKeyId: inputs.kmsKeyId,
      logGroupClass: inputs.logGroupClass as LogGroupClass | undefined,
      tags: Object.keys(tags).length > 0 ? tags : undefined,
    });
    return inputs.name ?? "";
  },

  async complete(id, inputs, aws) {
    if (!inputs.retentionInDays) return;
    const logs = await aws.cloudWatchLogs();
    await logs.putRetentionPolicy({ logGroupName: id, retentionInDays: inputs.retentionInDays });
  },

  async read(id, aws) {
    const logs = await aws.cloudWatchLogs();
    const { logGroups } = await logs.describeLogGroups({ logGroupNamePrefix: id });
    const group = logGroups?.find((candidate) => candidate.logGroupName === id);
    if (!group) return undefined;
    // The ARN of a group as such; the older field means all its streams.
    const arn = group.logGroupArn ?? group.arn?.replace(/:\*$/, "") ?? "";
    const { tags } = await logs.listTagsForResource({ resourceArn: arn });
    return {
      arn,
      kmsKeyId: group.kmsKeyId ?? "",
      logGroupClass: group.logGroupClass ?? "STANDARD",
      name: id,
      retentionInDays: group.retentionInDays ?? 0,
      tagsAll: tags ?? {},
    };
  },

  async update(id, { olds, news, has }, aws) {
    const logs = await aws.cloudWatchLogs();
    if (has("retentionInDays")) {
      if (news.retentionInDays) {
        await logs.putRetentionPolicy({ logGroupName: id, retentionInDays: news.retentionInDays });
      } else {
        await logs.deleteRetentionPolicy({ logGroupName: id });
      }
    }
    if (has("kmsKeyId")) {
      if (news.kmsKeyId) await logs.associateKmsKey({ logGroupName: id, kmsKeyId: news.kmsKeyId });
      else await logs.disassociateKmsKey({ logGroupName: id });
    }
    if (has("tags")) {
      const changes = tagChanges(olds.tagsAll, aws.tags(news.tags));
      const resourceArn = olds.arn;
      if (changes.remove.length > 0) await logs.untagResource({ resourceArn, tagKeys: changes.remove });
      if (Object.keys(changes.set).length > 0) await logs.tagResource({ resourceArn, tags: changes.set });
    }
  },

  async delete(id, state, aws) {
    if (state.skipDestroy) return;
    await (await aws.cloudWatchLogs()).deleteLogGroup({ logGroupName: id });
  },
});

function nameFault(name: string): string | undefined {
  return /^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)
    ? undefined
    : `1 to 512 letters, digits and .-_/# expected, came ${JSON.stringify(name)}`;
}
