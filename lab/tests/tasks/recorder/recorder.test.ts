import assert from "node:assert/strict";
import { absent } from "../../fakes/labAnswers";
import { defaultGroup, labGroup } from "../../fakes/labStack";
import { examine, missing, missingInShort } from "../harness";

describe("Task 3 finds", () => {
  it("a recorder that is stopped, and how to start it", async () => {
    const stopped = {
      DescribeConfigurationRecorderStatus: () => ({ ConfigurationRecordersStatus: [{ recording: false }] }),
    };
    assert.deepEqual(missing(await examine(3, { answers: stopped })), [
      {
        what: "its status",
        expected: "recording",
        seen: "stopped",
        hint: "Start it: aws configservice start-configuration-recorder --configuration-recorder-name default",
      },
    ]);
  });

  for (const lastStatus of ["FAILURE", "Failure"]) {
    it(`recording and deliveries that fail (${lastStatus})`, async () => {
      const info = { lastStatus, lastErrorCode: "AccessDenied", lastErrorMessage: "no" };
      const failing = {
        DescribeConfigurationRecorderStatus: () => ({
          ConfigurationRecordersStatus: [{ recording: true, ...info }],
        }),
        DescribeDeliveryChannelStatus: () => ({
          DeliveryChannelsStatus: [{ configHistoryDeliveryInfo: info, configStreamDeliveryInfo: info }],
        }),
      };
      assert.deepEqual(missingInShort(await examine(3, { answers: failing })), [
        "its last recording: failure: AccessDenied no",
        "its deliveries: history: AccessDenied no; notifications: AccessDenied no",
      ]);
    });
  }

  it("a recorder that records something else", async () => {
    const other = {
      DescribeConfigurationRecorders: () => ({
        ConfigurationRecorders: [
          { name: "default", roleARN: "arn:x", recordingGroup: { allSupported: true } },
        ],
      }),
    };
    assert.deepEqual(missingInShort(await examine(3, { answers: other })), [
      "resource types of recorder default: all types",
      "its recording frequency: nothing",
      "its role: arn:x",
    ]);
  });

  it("groups that aren't discovered yet", async () => {
    const early = {
      ListDiscoveredResources: () => ({ resourceIdentifiers: [] }),
      GetResourceConfigHistory: absent("ResourceNotDiscoveredException"),
    };
    assert.deepEqual(missingInShort(await examine(3, { answers: early })), [
      "LabSG1 in the resource inventory: absent",
      "the VPC's default group in the resource inventory: absent",
      "configuration items of LabSG1: 0",
    ]);
  });

  it("an adopted recorder good if it records security groups, whatever else it does", async () => {
    const adopted = { recorderName: undefined, deliveryChannelName: undefined, bucketName: undefined };
    const recorder = (recordingGroup: object) => ({
      DescribeConfigurationRecorders: () => ({ ConfigurationRecorders: [{ name: "org", recordingGroup }] }),
      DescribeDeliveryChannels: () => ({ DeliveryChannels: [{ name: "org", s3BucketName: "elsewhere" }] }),
    });
    assert.deepEqual(
      missing(await examine(3, { answers: recorder({ allSupported: true }), stack: adopted })),
      [],
    );
    const excluding = {
      recordingStrategy: { useOnly: "EXCLUSION_BY_RESOURCE_TYPES" },
      exclusionByResourceTypes: { resourceTypes: ["AWS::EC2::SecurityGroup"] },
    };
    for (const useless of [{ resourceTypes: ["AWS::S3::Bucket"] }, excluding]) {
      assert.deepEqual(
        missing(await examine(3, { answers: recorder(useless), stack: adopted })).map(
          ({ what, expected, seen }) => [what, expected, seen],
        ),
        [["the account's recorder", "one that records AWS::EC2::SecurityGroup", "org"]],
      );
    }
  });

  it("the inventory and the timeline, oldest first", async () => {
    const [inventory, timeline] = (await examine(3)).evidence;
    assert.deepEqual(inventory?.rows, [
      ["LabSG1", labGroup, "the lab's group"],
      ["default", defaultGroup, "the default group of Lab VPC"],
      ["default", "sg-0other", "outside the lab"],
    ]);
    assert.deepEqual(
      timeline?.rows.map(([captured, status]) => `${captured} ${status}`),
      ["2026-01-31 09:10:00 ResourceDiscovered", "2026-01-31 09:20:00 OK", "2026-01-31 09:32:00 OK"],
    );
  });
});
