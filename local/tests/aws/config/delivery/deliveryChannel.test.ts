import assert from "node:assert/strict";
import {
  DeleteDeliveryChannelCommand,
  DeliverConfigSnapshotCommand,
  PutDeliveryChannelCommand,
  type DeliveryChannel,
} from "@aws-sdk/client-config-service";
import {
  accountId,
  bucket,
  channel,
  recorder,
  region,
  roleArn,
  rule,
  topicArn,
  inWorld,
  World,
} from "../world";

const put = (changes: Partial<DeliveryChannel> = {}) =>
  new PutDeliveryChannelCommand({ DeliveryChannel: { ...channel, ...changes } });
const remove = new DeleteDeliveryChannelCommand({ DeliveryChannelName: "default" });
const deliver = new DeliverConfigSnapshotCommand({ deliveryChannelName: "default" });

describe("AWS Config's delivery channel", () => {
  let world: World;
  inWorld((started) => {
    world = started;
  });

  const status = async () =>
    (await world.config.describeDeliveryChannelStatus({})).DeliveryChannelsStatus?.[0];

  it("needs a recorder first", async () => {
    await assert.rejects(world.config.send(put()), {
      name: "NoAvailableConfigurationRecorderException",
      message: "Configuration recorder is not available to put delivery channel.",
    });
  });

  describe("with a recorder", () => {
    beforeEach(() => world.config.putConfigurationRecorder({ ConfigurationRecorder: recorder }));

    it("checks that it can write, with full control for the bucket's owner", async () => {
      await world.config.send(put());
      const key = `AWSLogs/${accountId}/Config/ConfigWritabilityCheckFile`;
      assert.deepEqual([...world.objects.keys()], [key]);
      assert.equal(world.objects.get(key)?.length, 0);
      assert.equal(world.objectAcls.get(key), "bucket-owner-full-control");
      const { DeliveryChannels } = await world.config.describeDeliveryChannels({});
      assert.deepEqual(DeliveryChannels, [channel]);
    });

    it("writes under its prefix", async () => {
      await world.config.send(put({ s3KeyPrefix: "lab/7" }));
      assert.deepEqual(
        [...world.objects.keys()],
        [`lab/7/AWSLogs/${accountId}/Config/ConfigWritabilityCheckFile`],
      );
    });

    for (const [what, changes, name, message] of [
      [
        "no bucket",
        { s3BucketName: undefined },
        "NoSuchBucketException",
        "Cannot find a S3 bucket with an empty bucket name.",
      ],
      [
        "a bucket that doesn't exist",
        { s3BucketName: "elsewhere" },
        "NoSuchBucketException",
        "Cannot find a S3 bucket with bucket name 'elsewhere'.",
      ],
      [
        "an empty prefix",
        { s3KeyPrefix: "" },
        "InvalidS3KeyPrefixException",
        "The s3 key prefix '' is not valid.",
      ],
      [
        "a key that isn't one",
        { s3KmsKeyArn: "key" },
        "InvalidS3KmsKeyArnException",
        "The arn 'key' is not a valid kms key or alias arn.",
      ],
      [
        "a topic that isn't one",
        { snsTopicARN: "topic" },
        "InvalidSNSTopicARNException",
        "The sns topic arn 'topic' is not valid.",
      ],
      [
        "a topic that doesn't exist",
        { snsTopicARN: `${topicArn}-gone` },
        "InvalidSNSTopicARNException",
        `The sns topic arn '${topicArn}-gone' is not valid.`,
      ],
    ] as const) {
      it(`is rejected with ${what}`, () =>
        assert.rejects(world.config.send(put(changes)), { name, message }));
    }

    for (const [denied, why] of [
      ["sts:AssumeRole", `unable to assume role: ${roleArn}.`],
      ["s3:GetBucketAcl", "unable to get s3 bucket acl."],
      [
        "s3:PutObject",
        "unable to write to bucket, provided s3 key prefix is 'null', provided kms key is 'null'.",
      ],
    ] as const) {
      it(`is rejected where the role lacks ${denied}`, async () => {
        world.denied.add(denied);
        await assert.rejects(world.config.send(put()), {
          name: "InsufficientDeliveryPolicyException",
          message: `Insufficient delivery policy to s3 bucket: ${bucket}, ${why}`,
        });
        assert.deepEqual((await world.config.describeDeliveryChannels({})).DeliveryChannels, []);
      });
    }

    it("keeps its settings when an update is rejected", async () => {
      await world.config.send(put());
      await assert.rejects(world.config.send(put({ s3KeyPrefix: "lab", snsTopicARN: `${topicArn}-gone` })));
      const { DeliveryChannels } = await world.config.describeDeliveryChannels({});
      assert.deepEqual(DeliveryChannels, [channel]);
    });

    it("is the only one; an update changes what it specifies and keeps the rest", async () => {
      const whole = {
        ...channel,
        s3KeyPrefix: "lab",
        configSnapshotDeliveryProperties: { deliveryFrequency: "One_Hour" as const },
      };
      const updated = async (changes: DeliveryChannel) => {
        await world.config.putDeliveryChannel({ DeliveryChannel: changes });
        return (await world.config.describeDeliveryChannels({})).DeliveryChannels;
      };
      await updated(whole);
      assert.deepEqual(await updated({ name: "default", s3BucketName: bucket }), [whole]);
      assert.deepEqual(await updated({ name: "default", snsTopicARN: topicArn }), [whole]);
      assert.deepEqual(await updated({ name: "default", s3KeyPrefix: "other" }), [
        { ...whole, s3KeyPrefix: "other" },
      ]);
      await assert.rejects(world.config.send(put({ name: "mine" })), {
        name: "MaxNumberOfDeliveryChannelsExceededException",
        message:
          "Failed to put delivery channel 'mine' because the maximum number of delivery channels: 1 is reached.",
      });
    });

    it("can be deleted once the recorder has stopped", async () => {
      await world.config.send(put());
      const name = { ConfigurationRecorderName: "default" };
      await world.config.startConfigurationRecorder(name);
      await assert.rejects(world.config.send(remove), {
        name: "LastDeliveryChannelDeleteFailedException",
        message:
          "Failed to delete last specified delivery channel with name 'default', because there is a running configuration recorder.",
      });
      await world.config.stopConfigurationRecorder(name);
      await world.config.send(remove);
      await assert.rejects(world.config.send(remove), {
        name: "NoSuchDeliveryChannelException",
        message: "Cannot find delivery channel with specified name 'default'.",
      });
    });
  });

  it("writes no file once it is deleted, though history was due", async () => {
    world.change("sg-1");
    await world.prepare();
    const name = { ConfigurationRecorderName: "default" };
    await world.config.startConfigurationRecorder(name);
    await world.config.stopConfigurationRecorder(name);
    await world.config.send(remove);
    const before = world.calls.length;
    await world.service.idle();
    assert.equal(world.calls.length, before);
  });

  it("delivers the history of what changed, one gzipped file", async () => {
    world.change("sg-1");
    await world.record();
    world.change("sg-1", { GroupName: "renamed" });
    world.delete("sg-1");
    await world.service.idle();
    const keys = [...world.objects.keys()].filter((key) => key.includes("/ConfigHistory/"));
    assert.equal(keys.length, 2);
    const today = new Date();
    const day = `${today.getUTCFullYear()}/${today.getUTCMonth() + 1}/${today.getUTCDate()}`;
    const time = "\\d{8}T\\d{6}Z";
    const name = `${accountId}_Config_${region}_ConfigHistory_AWS::EC2::SecurityGroup_${time}_${time}_\\d`;
    const pattern = new RegExp(
      `^AWSLogs/${accountId}/Config/${region}/${day}/ConfigHistory/${name}\\.json\\.gz$`,
    );
    for (const key of keys) {
      assert.match(key, pattern);
      assert.equal(world.objectAcls.get(key), "bucket-owner-full-control");
    }
    const file = world.file(keys[0] ?? "");
    assert.equal(file.fileVersion, "1.0");
    const [item] = file.configurationItems as Record<string, unknown>[];
    assert.equal(item?.resourceId, "sg-1");
    assert.equal(item?.configurationItemStatus, "ResourceDiscovered");
    assert.deepEqual(
      world.messages("ConfigurationHistoryDeliveryCompleted").map(({ subject, message }) => ({
        subject,
        bucket: message.s3Bucket,
        key: message.s3ObjectKey,
      })),
      keys.map((key) => ({
        subject: `[AWS Config:${region}] Configuration History Delivery Completed for Account ${accountId}`,
        bucket,
        key,
      })),
    );
    const info = (await status())?.configHistoryDeliveryInfo;
    assert.equal(info?.lastStatus, "SUCCESS");
    assert.deepEqual(info?.lastAttemptTime, info?.lastSuccessfulTime);
  });

  it("shows denied requests as failures", async () => {
    await world.record();
    world.denied.add("s3:PutObject").add("sns:Publish");
    world.change("sg-1");
    await world.service.idle();
    const shown = await status();
    assert.equal(shown?.configHistoryDeliveryInfo?.lastStatus, "FAILURE");
    assert.equal(shown?.configHistoryDeliveryInfo?.lastErrorCode, "AccessDenied");
    assert.equal(shown?.configHistoryDeliveryInfo?.lastErrorMessage, "AccessDenied of the stand-in");
    assert.equal(shown?.configStreamDeliveryInfo?.lastStatus, "FAILURE");
    assert.match(shown?.configStreamDeliveryInfo?.lastErrorCode ?? "", /^AuthorizationError/);
    assert.equal(shown?.configStreamDeliveryInfo?.lastErrorMessage, "not authorized to perform: SNS:Publish");
    assert.ok(world.log.some((line) => line.includes(`could not publish to ${topicArn}`)));
    world.denied.clear();
    world.change("sg-2");
    await world.service.idle();
    const better = await status();
    assert.equal(better?.configHistoryDeliveryInfo?.lastStatus, "SUCCESS");
    assert.equal(better?.configStreamDeliveryInfo?.lastStatus, "SUCCESS");
    assert.equal(better?.configStreamDeliveryInfo?.lastErrorCode, undefined);
  });

  it("delivers a snapshot on demand, and notifies the topic and the rules that subscribe to it", async () => {
    world.change("sg-1");
    world.change("sg-2");
    await world.record();
    const MessageType = "ConfigurationSnapshotDeliveryCompleted" as const;
    const Source = { ...rule().Source, Owner: "CUSTOM_LAMBDA", SourceDetails: [{ MessageType }] } as const;
    await world.config.putConfigRule({
      ConfigRule: rule({ Source: { ...Source, SourceDetails: [{ MessageType }] } }),
    });
    const { configSnapshotId } = await world.config.send(deliver);
    await world.service.idle();
    const [started] = world.messages("ConfigurationSnapshotDeliveryStarted");
    const [completed] = world.messages("ConfigurationSnapshotDeliveryCompleted");
    assert.equal(started?.message.configSnapshotId, configSnapshotId);
    assert.equal(
      completed?.subject,
      `[AWS Config:${region}] Configuration Snapshot Delivery Completed for Account ${accountId}`,
    );
    const file = world.file(String(completed?.message.s3ObjectKey));
    assert.equal(file.configSnapshotId, configSnapshotId);
    const items = file.configurationItems as { resourceId: string }[];
    assert.deepEqual(
      items.map(({ resourceId }) => resourceId),
      ["sg-1", "sg-2"],
    );
    assert.deepEqual(
      world.events.map(({ message }) => message.messageType),
      [MessageType],
    );
    assert.equal((await status())?.configSnapshotDeliveryInfo?.lastStatus, "SUCCESS");
  });

  it("publishes that a snapshot couldn't be written", async () => {
    await world.record();
    world.denied.add("s3:PutObject");
    await world.config.send(deliver);
    await world.service.idle();
    const [failed] = world.messages("ConfigurationSnapshotDeliveryFailed");
    assert.equal(failed?.message.errorCode, "AccessDenied");
    assert.equal((await status())?.configSnapshotDeliveryInfo?.lastStatus, "FAILURE");
  });

  it("delivers no snapshot while the recorder is stopped", async () => {
    await world.prepare();
    await assert.rejects(world.config.send(deliver), { name: "NoRunningConfigurationRecorderException" });
  });
});
