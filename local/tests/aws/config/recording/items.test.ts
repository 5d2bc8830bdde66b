import assert from "node:assert/strict";
import {
  GetResourceConfigHistoryCommand,
  paginateGetResourceConfigHistory,
  paginateListDiscoveredResources,
} from "@aws-sdk/client-config-service";
import { accountId, bucket, groupType, region, tcp, inWorld, World } from "../world";

const history = (resourceId: string, more: object = {}) =>
  new GetResourceConfigHistoryCommand({ resourceType: groupType, resourceId, ...more });

describe("AWS Config's items of security groups", () => {
  let world: World;
  inWorld(async (started) => {
    world = started;
    world.change("sg-1");
    await world.record();
  });

  it("contain a group as AWS writes it", async () => {
    const { configurationItems } = await world.config.send(history("sg-1"));
    assert.equal(configurationItems?.length, 1);
    const {
      configuration,
      configurationItemCaptureTime,
      configurationItemDeliveryTime,
      configurationStateId,
      ...rest
    } = configurationItems[0] ?? {};
    assert.deepEqual(rest, {
      version: "1.3",
      accountId,
      configurationItemStatus: "ResourceDiscovered",
      configurationItemMD5Hash: "",
      arn: `arn:aws:ec2:${region}:${accountId}:security-group/sg-1`,
      resourceType: groupType,
      resourceId: "sg-1",
      resourceName: "name of sg-1",
      awsRegion: region,
      availabilityZone: "Not Applicable",
      tags: { Name: "LabSG1" },
      relatedEvents: [],
      relationships: [
        { resourceType: "AWS::EC2::VPC", resourceId: "vpc-1", relationshipName: "Is contained in Vpc" },
      ],
      supplementaryConfiguration: {},
      recordingFrequency: "CONTINUOUS",
    });
    assert.equal(configurationStateId, String(configurationItemCaptureTime?.getTime()));
    assert.deepEqual(configurationItemDeliveryTime, configurationItemCaptureTime);
    assert.deepEqual(JSON.parse(configuration ?? ""), {
      description: "a group",
      groupName: "name of sg-1",
      ipPermissions: [
        {
          fromPort: 80,
          ipProtocol: "tcp",
          ipv6Ranges: [],
          prefixListIds: [],
          toPort: 80,
          userIdGroupPairs: [],
          ipv4Ranges: [{ cidrIp: "0.0.0.0/0" }],
          ipRanges: ["0.0.0.0/0"],
        },
      ],
      ownerId: accountId,
      groupId: "sg-1",
      ipPermissionsEgress: [
        {
          ipProtocol: "-1",
          ipv6Ranges: [],
          prefixListIds: [],
          userIdGroupPairs: [],
          ipv4Ranges: [{ cidrIp: "0.0.0.0/0" }],
          ipRanges: ["0.0.0.0/0"],
        },
      ],
      tags: [{ key: "Name", value: "LabSG1" }],
      vpcId: "vpc-1",
    });
  });

  it("are recorded in order of the changes, and only for changes", async () => {
    world.change("sg-1", { IpPermissions: [tcp(80), tcp(465)] });
    await world.service.idle();
    world.change("sg-1");
    await world.service.idle();
    // The order of permissions is irrelevant.
    world.change("sg-1", { IpPermissions: [tcp(465), tcp(80)] });
    await world.service.idle();
    world.delete("sg-1");
    await world.service.idle();
    const { configurationItems } = await world.config.send(
      history("sg-1", { chronologicalOrder: "Forward" }),
    );
    assert.deepEqual(
      configurationItems?.map((item) => item.configurationItemStatus),
      ["ResourceDiscovered", "OK", "ResourceDeleted"],
    );
    const deleted = configurationItems?.[2];
    assert.equal(deleted?.configuration, undefined);
    assert.deepEqual(deleted?.relationships, []);
    const times = configurationItems?.map((item) => item.configurationItemCaptureTime?.getTime() ?? 0) ?? [];
    assert.deepEqual(
      times,
      [...new Set(times)].sort((one, other) => one - other),
    );
  });

  it("are published with what changed", async () => {
    world.change("sg-1", { IpPermissions: [tcp(80), tcp(465)], Tags: [{ Key: "team", Value: "lab" }] });
    await world.service.idle();
    world.delete("sg-1");
    await world.service.idle();
    const [created, updated, deleted] = world.messages("ConfigurationItemChangeNotification");
    const about = (done: string) =>
      `[AWS Config:${region}] ${groupType} sg-1 ${done} in Account ${accountId}`;
    assert.equal(created?.subject, about("Created"));
    assert.deepEqual(created?.message.configurationItemDiff, { changedProperties: {}, changeType: "CREATE" });
    assert.equal(updated?.subject, about("Updated"));
    assert.deepEqual(updated?.message.configurationItemDiff, {
      changedProperties: {
        "Configuration.IpPermissions.0": {
          previousValue: null,
          updatedValue: {
            fromPort: 465,
            ipProtocol: "tcp",
            ipv6Ranges: [],
            prefixListIds: [],
            toPort: 465,
            userIdGroupPairs: [],
            ipv4Ranges: [{ cidrIp: "0.0.0.0/0" }],
            ipRanges: ["0.0.0.0/0"],
          },
          changeType: "CREATE",
        },
        "Configuration.Tags.0": {
          previousValue: { key: "Name", value: "LabSG1" },
          updatedValue: null,
          changeType: "DELETE",
        },
        "Configuration.Tags.1": {
          previousValue: null,
          updatedValue: { key: "team", value: "lab" },
          changeType: "CREATE",
        },
        "Tags.Name": { previousValue: "LabSG1", updatedValue: null, changeType: "DELETE" },
        "Tags.team": { previousValue: null, updatedValue: "lab", changeType: "CREATE" },
      },
      changeType: "UPDATE",
    });
    assert.equal(updated?.message.recordVersion, "1.3");
    const item = updated?.message.configurationItem as Record<string, unknown>;
    assert.equal(item.configurationStateId, Date.parse(String(item.configurationItemCaptureTime)));
    assert.equal(item.ARN, `arn:aws:ec2:${region}:${accountId}:security-group/sg-1`);
    assert.deepEqual(item.relationships, [
      { resourceId: "vpc-1", resourceName: null, resourceType: "AWS::EC2::VPC", name: "Is contained in Vpc" },
    ]);
    assert.equal(deleted?.subject, about("Deleted"));
    const diff = deleted?.message.configurationItemDiff as {
      changeType: string;
      changedProperties: Record<string, { previousValue: { vpcId: string }; updatedValue: unknown }>;
    };
    assert.equal(diff.changeType, "DELETE");
    assert.equal(diff.changedProperties.Configuration?.previousValue.vpcId, "vpc-1");
    assert.equal(diff.changedProperties.Configuration?.updatedValue, null);
    assert.equal((deleted?.message.configurationItem as Record<string, unknown>).configuration, null);
  });

  it("that are too large for SNS are summarised, and written in full", async () => {
    const ranges = Array.from({ length: 1_000 }, (_, index) => ({
      CidrIp: `10.${index % 250}.${Math.floor(index / 250)}.0/24`,
      Description: "d".repeat(250),
    }));
    world.change("sg-1", { IpPermissions: [{ ...tcp(80), IpRanges: ranges }] });
    await world.service.idle();
    const [summary] = world.messages("OversizedConfigurationItemChangeNotification");
    assert.equal(
      summary?.subject,
      `[AWS Config:${region}] ${groupType} sg-1 Updated in Account ${accountId}`,
    );
    const item = summary?.message.configurationItemSummary as Record<string, unknown>;
    assert.equal(item.changeType, "UPDATE");
    assert.equal(item.resourceId, "sg-1");
    const location = (summary?.message.s3DeliverySummary as { s3BucketLocation: string }).s3BucketLocation;
    const folder = `OversizedChangeNotification/${groupType}/sg-1/${accountId}_Config_${region}_ChangeNotification_`;
    assert.ok(location.startsWith(`${bucket}/AWSLogs/${accountId}/Config/${region}/`), location);
    assert.ok(location.includes(folder), location);
    const whole = world.file("OversizedChangeNotification");
    assert.equal(whole.messageType, "ConfigurationItemChangeNotification");
    world.denied.add("s3:PutObject");
    world.change("sg-1", { IpPermissions: [{ ...tcp(443), IpRanges: ranges }] });
    await world.service.idle();
    const [failed] = world.messages("OversizedConfigurationItemChangeDeliveryFailed");
    assert.deepEqual(failed?.message.s3DeliverySummary, {
      s3BucketLocation: null,
      errorCode: "AccessDenied",
      errorMessage: "AccessDenied of the stand-in",
    });
  });

  it("of many changes at once are all recorded, with one description", async () => {
    const before = world.describes;
    for (let index = 0; index < 300; index += 1) world.change(`sg-many-${index}`);
    await world.service.idle();
    assert.equal(world.describes, before + 1);
    const ids: unknown[] = [];
    const pages = paginateListDiscoveredResources({ client: world.config }, { resourceType: groupType });
    for await (const page of pages)
      ids.push(...(page.resourceIdentifiers ?? []).map((each) => each.resourceId));
    assert.equal(new Set(ids).size, 301);
    assert.equal(world.messages("ConfigurationItemChangeNotification").length, 301);
    const { totalDiscoveredResources, resourceCounts } = await world.config.getDiscoveredResourceCounts({});
    assert.equal(totalDiscoveredResources, 301);
    assert.deepEqual(resourceCounts, [{ resourceType: groupType, count: 301 }]);
  });

  it("aren't lost when a group changes while it is being described", async () => {
    world.describing = () => {
      world.describing = undefined;
      world.change("sg-1", { GroupName: "second" });
    };
    world.change("sg-1", { GroupName: "first" });
    await world.service.idle();
    const names = (await world.config.send(history("sg-1"))).configurationItems?.map(
      (item) => item.resourceName,
    );
    assert.deepEqual(names, ["second", "first", "name of sg-1"]);
  });

  it("aren't lost when EC2 fails: describing is retried, at the latest with the next change", async () => {
    world.describeFailures = 1;
    world.change("sg-1", { GroupName: "first" });
    await world.service.idle();
    world.describeFailures = 3;
    world.change("sg-1", { GroupName: "second" });
    await world.service.idle();
    world.change("sg-2");
    await world.service.idle();
    const names = (await world.config.send(history("sg-1"))).configurationItems?.map(
      (item) => item.resourceName,
    );
    assert.deepEqual(names, ["second", "first", "name of sg-1"]);
  });

  it("are returned in pages, newest first, within the requested times", async () => {
    for (const port of [81, 82, 83, 84]) {
      world.change("sg-1", { IpPermissions: [tcp(port)] });
      await world.service.idle();
    }
    const all: string[] = [];
    const request = { resourceType: groupType, resourceId: "sg-1" } as const;
    for await (const page of paginateGetResourceConfigHistory(
      { client: world.config, pageSize: 2 },
      request,
    )) {
      assert.ok((page.configurationItems?.length ?? 0) <= 2);
      all.push(...(page.configurationItems ?? []).map((item) => item.configuration ?? ""));
    }
    const ports = all.map(
      (text) => (JSON.parse(text) as { ipPermissions: { fromPort: number }[] }).ipPermissions[0]?.fromPort,
    );
    assert.deepEqual(ports, [84, 83, 82, 81, 80]);
    const { configurationItems: [newest] = [] } = await world.config.send(history("sg-1"));
    const laterTime = new Date((newest?.configurationItemCaptureTime?.getTime() ?? 0) - 1);
    const before = await world.config.send(history("sg-1", { laterTime }));
    assert.equal(before.configurationItems?.length, 4);
    const after = await world.config.send(history("sg-1", { earlierTime: laterTime }));
    assert.equal(after.configurationItems?.length, 1);
    await assert.rejects(
      world.config.send(history("sg-1", { earlierTime: new Date(), laterTime: new Date(0) })),
      {
        name: "InvalidTimeRangeException",
      },
    );
  });

  it("of resources that were never recorded don't exist", async () => {
    await assert.rejects(world.config.send(history("sg-none")), {
      name: "ResourceNotDiscoveredException",
      message: `Resource sg-none of resourceType:${groupType} is unknown or has not been discovered`,
    });
    const key = (resourceId: string) => ({ resourceType: groupType, resourceId }) as const;
    const { baseConfigurationItems, unprocessedResourceKeys } = await world.config.batchGetResourceConfig({
      resourceKeys: [key("sg-1"), key("sg-none")],
    });
    assert.deepEqual(
      baseConfigurationItems?.map((item) => item.resourceId),
      ["sg-1"],
    );
    assert.deepEqual(unprocessedResourceKeys, []);
  });

  it("are listed by id and name, those of deleted groups on demand", async () => {
    world.change("sg-2");
    world.delete("sg-1");
    await world.service.idle();
    const list = async (request: object) => {
      const answer = await world.config.listDiscoveredResources({ resourceType: groupType, ...request });
      return answer.resourceIdentifiers ?? [];
    };
    assert.deepEqual(await list({}), [
      { resourceType: groupType, resourceId: "sg-2", resourceName: "name of sg-2" },
    ]);
    const all = await list({ includeDeletedResources: true });
    assert.deepEqual(
      all.map(({ resourceId }) => resourceId),
      ["sg-2", "sg-1"],
    );
    assert.ok(all[1]?.resourceDeletionTime instanceof Date);
    assert.equal((await list({ resourceIds: ["sg-2", "sg-9"] })).length, 1);
    assert.equal((await list({ resourceName: "name of sg-2" })).length, 1);
    assert.equal((await list({ resourceName: "other" })).length, 0);
    await assert.rejects(list({ resourceIds: ["sg-2"], resourceName: "x" }), {
      name: "ValidationException",
      message: "Both Resource ID and Resource Name cannot be specified in the request",
    });
    await assert.rejects(list({ limit: 101 }), {
      name: "ValidationException",
      message:
        "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
    });
    await assert.rejects(list({ nextToken: "nonsense" }), {
      name: "InvalidNextTokenException",
      message: "The nextToken provided is invalid",
    });
  });
});
