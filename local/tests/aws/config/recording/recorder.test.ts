import assert from "node:assert/strict";
import {
  DescribeConfigurationRecordersCommand,
  ListDiscoveredResourcesCommand,
  StartConfigurationRecorderCommand,
  StopConfigurationRecorderCommand,
} from "@aws-sdk/client-config-service";
import { accountId, channel, groupType, recorder, region, roleArn, tcp, inWorld, World } from "../world";

const start = new StartConfigurationRecorderCommand({ ConfigurationRecorderName: "default" });
const stop = new StopConfigurationRecorderCommand({ ConfigurationRecorderName: "default" });
const list = new ListDiscoveredResourcesCommand({ resourceType: groupType });

describe("AWS Config's recorder", () => {
  let world: World;
  inWorld((started) => {
    world = started;
  });

  it("is returned as it was put, with what AWS adds", async () => {
    await world.config.putConfigurationRecorder({ ConfigurationRecorder: recorder });
    const { ConfigurationRecorders } = await world.config.describeConfigurationRecorders({});
    assert.equal(ConfigurationRecorders?.length, 1);
    const { arn, ...rest } = ConfigurationRecorders[0] ?? {};
    assert.match(
      arn ?? "",
      new RegExp(`^arn:aws:config:${region}:${accountId}:configuration-recorder/default/\\w+$`),
    );
    assert.deepEqual(rest, {
      name: "default",
      roleARN: roleArn,
      recordingGroup: {
        allSupported: false,
        includeGlobalResourceTypes: false,
        resourceTypes: [groupType],
        exclusionByResourceTypes: { resourceTypes: [] },
        recordingStrategy: { useOnly: "INCLUSION_BY_RESOURCE_TYPES" },
      },
      recordingMode: { recordingFrequency: "CONTINUOUS", recordingModeOverrides: [] },
      recordingScope: "PAID",
    });
  });

  it("is updated by its name, and is the only one", async () => {
    await world.config.putConfigurationRecorder({ ConfigurationRecorder: recorder });
    const other = { ...recorder, roleARN: `${roleArn}2` };
    await world.config.putConfigurationRecorder({ ConfigurationRecorder: other });
    const { ConfigurationRecorders } = await world.config.describeConfigurationRecorders({});
    assert.equal(ConfigurationRecorders?.[0]?.roleARN, `${roleArn}2`);
    await assert.rejects(
      world.config.putConfigurationRecorder({ ConfigurationRecorder: { ...recorder, name: "mine" } }),
      {
        name: "MaxNumberOfConfigurationRecordersExceededException",
        message:
          "Failed to put configuration recorder 'mine' because the maximum number of configuration recorders: 1 is reached.",
      },
    );
  });

  it("is called default where the request has no name, and then records every type", async () => {
    await world.config.putConfigurationRecorder({ ConfigurationRecorder: { roleARN: roleArn } });
    const { ConfigurationRecorders } = await world.config.describeConfigurationRecorders({});
    assert.equal(ConfigurationRecorders?.[0]?.name, "default");
    assert.equal(ConfigurationRecorders?.[0]?.recordingGroup?.allSupported, true);
  });

  for (const [what, recordingGroup] of [
    ["all types and some", { allSupported: true, resourceTypes: [groupType] }],
    ["no type", { allSupported: false }],
    ["global types without all", { includeGlobalResourceTypes: true, resourceTypes: [groupType] }],
  ] as const) {
    it(`rejects a recording group of ${what}`, async () => {
      const ConfigurationRecorder = { ...recorder, recordingGroup: recordingGroup as object };
      await assert.rejects(world.config.putConfigurationRecorder({ ConfigurationRecorder }), {
        name: "InvalidRecordingGroupException",
        message: "The recording group provided is not valid",
      });
    });
  }

  it("rejects an unknown resource type, daily recording, and a missing role", async () => {
    const put = (changes: object) =>
      world.config.putConfigurationRecorder({ ConfigurationRecorder: { ...recorder, ...changes } });
    await assert.rejects(put({ recordingGroup: { resourceTypes: ["AWS::EC2::Group"] } }), (error: Error) => {
      const start =
        "1 validation error detected: Value 'AWS::EC2::Group' at 'configurationRecorder.recordingGroup.resourceTypes.1.member' " +
        "failed to satisfy constraint: Member must satisfy enum value set: [";
      assert.equal(error.name, "ValidationException");
      return error.message.startsWith(start);
    });
    await assert.rejects(put({ recordingMode: { recordingFrequency: "DAILY" } }), {
      name: "ValidationException",
      message:
        "AWS Config on this machine records continuously: recordingFrequency DAILY isn't offered here. Use CONTINUOUS.",
    });
    await assert.rejects(put({ roleARN: undefined }), { name: "InvalidRoleException" });
  });

  it("doesn't start without a delivery channel", async () => {
    await world.config.putConfigurationRecorder({ ConfigurationRecorder: recorder });
    await assert.rejects(world.config.send(start), {
      name: "NoAvailableDeliveryChannelException",
      message: "Delivery channel is not available to start configuration recorder.",
    });
  });

  it("is named in the error where it doesn't exist", async () => {
    const absent = {
      name: "NoSuchConfigurationRecorderException",
      message: "Cannot find configuration recorder with the specified name 'default'.",
    };
    await assert.rejects(world.config.send(start), absent);
    await assert.rejects(world.config.send(stop), absent);
    await assert.rejects(
      world.config.describeConfigurationRecorders({ ConfigurationRecorderNames: ["default"] }),
      absent,
    );
    assert.deepEqual((await world.config.describeConfigurationRecorders({})).ConfigurationRecorders, []);
  });

  it("discovers existing groups when it starts, and shows its status", async () => {
    world.change("sg-1");
    world.change("sg-2");
    await world.prepare();
    const status = async () =>
      (await world.config.describeConfigurationRecorderStatus({})).ConfigurationRecordersStatus?.[0];
    assert.equal((await status())?.recording, false);
    await world.config.send(start);
    await world.service.idle();
    const running = await status();
    assert.equal(running?.recording, true);
    assert.equal(running?.lastStatus, "SUCCESS");
    assert.ok(running?.lastStartTime instanceof Date);
    const { resourceIdentifiers } = await world.config.send(list);
    assert.deepEqual(
      resourceIdentifiers?.map(({ resourceId }) => resourceId),
      ["sg-1", "sg-2"],
    );
    await world.config.send(stop);
    const stopped = await status();
    assert.equal(stopped?.recording, false);
    assert.ok(stopped?.lastStopTime instanceof Date);
  });

  it("records nothing while it is stopped, and catches up when it starts again", async () => {
    world.change("sg-1");
    world.change("sg-2");
    await world.record();
    await world.config.send(stop);
    world.change("sg-1", { IpPermissions: [tcp(22)] });
    world.delete("sg-2");
    world.change("sg-3");
    await world.service.idle();
    const ids = async () =>
      (await world.config.send(list)).resourceIdentifiers?.map(({ resourceId }) => resourceId);
    assert.deepEqual(await ids(), ["sg-1", "sg-2"]);
    await world.config.send(start);
    await world.service.idle();
    assert.deepEqual(await ids(), ["sg-1", "sg-3"]);
  });

  it("records groups only where its types include them", async () => {
    const recordingGroup = { allSupported: false, resourceTypes: ["AWS::EC2::Instance" as const] };
    await world.config.putConfigurationRecorder({ ConfigurationRecorder: { ...recorder, recordingGroup } });
    await world.config.putDeliveryChannel({ DeliveryChannel: channel });
    await world.config.send(start);
    world.change("sg-1");
    await world.service.idle();
    assert.deepEqual((await world.config.send(list)).resourceIdentifiers, []);
    assert.equal(world.describes, 0);
    // Included while it runs: existing groups are discovered.
    await world.config.putConfigurationRecorder({ ConfigurationRecorder: recorder });
    await world.service.idle();
    assert.equal((await world.config.send(list)).resourceIdentifiers?.length, 1);
  });

  it("doesn't record excluded types", async () => {
    const recordingGroup = {
      exclusionByResourceTypes: { resourceTypes: [groupType] as ["AWS::EC2::SecurityGroup"] },
      recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" as const },
    };
    await world.config.putConfigurationRecorder({ ConfigurationRecorder: { ...recorder, recordingGroup } });
    await world.config.putDeliveryChannel({ DeliveryChannel: channel });
    await world.config.send(start);
    world.change("sg-1");
    await world.service.idle();
    assert.equal(world.describes, 0);
  });

  it("shows a role without permission to describe as a failure, and records once it has it", async () => {
    world.change("sg-1");
    world.denied.add("ec2:DescribeSecurityGroups");
    await world.record();
    const status = async () =>
      (await world.config.describeConfigurationRecorderStatus({})).ConfigurationRecordersStatus?.[0];
    const failed = await status();
    assert.equal(failed?.lastStatus, "FAILURE");
    assert.equal(failed?.lastErrorCode, "AccessDenied");
    assert.equal(
      failed?.lastErrorMessage,
      `${roleArn} is not authorized to perform: ec2:DescribeSecurityGroups`,
    );
    assert.deepEqual((await world.config.send(list)).resourceIdentifiers, []);
    world.denied.clear();
    world.change("sg-2");
    await world.service.idle();
    assert.equal((await status())?.lastStatus, "SUCCESS");
    assert.equal((await world.config.send(list)).resourceIdentifiers?.length, 2);
  });

  it("records nothing once it is deleted, and the inventory needs one", async () => {
    world.change("sg-1");
    await world.record();
    await world.config.deleteConfigurationRecorder({ ConfigurationRecorderName: "default" });
    await assert.rejects(world.config.send(list), { name: "NoAvailableConfigurationRecorderException" });
    world.change("sg-2");
    await world.service.idle();
    assert.equal(world.describes, 1);
  });

  it("belongs to its region alone", async () => {
    await world.record();
    const elsewhere = world.client({ region: "eu-west-1" });
    assert.deepEqual(
      (await elsewhere.send(new DescribeConfigurationRecordersCommand({}))).ConfigurationRecorders,
      [],
    );
  });
});
