import assert from "node:assert/strict";
import { holdsNothing, readClassStack, readRecordingIds } from "../../../class/backend";

const provider = (defaultTags?: object) => ({
  type: "pulumi:providers:aws",
  inputs: { region: "eu-west-1", ...(defaultTags && { defaultTags: JSON.stringify(defaultTags) }) },
});
const state = (...resources: object[]) => JSON.stringify({ version: 3, deployment: { resources } });

describe("a stack's state", () => {
  it("says which class it is of, until when, and where it is", () => {
    const text = state(
      provider({ tags: { Class: "comp4632", Expires: "2026-01-31" } }),
      { type: "aws:iam/policy:Policy", outputs: { arn: "arn:aws:iam::aws:policy/ReadOnly" } },
      { type: "aws:sns/topic:Topic", outputs: { arn: "arn:aws:sns:eu-west-1:111122223333:topic" } },
    );
    assert.deepEqual(readClassStack(text), {
      class: "comp4632",
      expires: "2026-01-31",
      region: "eu-west-1",
      account: "111122223333",
    });
  });

  it("has the ids of what AWS Config and S3 keep for it", () => {
    const text = state(
      provider(),
      { type: "aws:cfg/recorder:Recorder", id: "default" },
      { type: "aws:s3/bucket:Bucket", id: "history-0a1b" },
      { type: "aws:ec2/vpc:Vpc", id: "vpc-0a1b" },
      { type: "aws:cfg/rule:Rule" },
    );
    assert.deepEqual([...readRecordingIds(text)], ["default", "history-0a1b"]);
  });

  it("holds nothing of AWS until the first resource is begun", () => {
    const early = [{ type: "pulumi:pulumi:Stack" }, provider(), { type: "lab:network:LabNetwork" }];
    assert.ok(holdsNothing(JSON.stringify({ version: 3 })));
    assert.ok(holdsNothing(state(...early)));
    assert.ok(!holdsNothing(state(...early, { type: "aws:ec2/vpc:Vpc", id: "vpc-0a1b" })));
    const begun = { resource: { type: "aws:ec2/vpc:Vpc" }, type: "creating" };
    const killed = { resources: early, pending_operations: [begun] };
    assert.ok(!holdsNothing(JSON.stringify({ deployment: killed })));
  });

  it("says nothing where no class made it, or it was never updated", () => {
    assert.equal(
      readClassStack(state(provider(), provider({ tags: { Owner: "me" } }), provider({}))),
      undefined,
    );
    assert.equal(readClassStack(JSON.stringify({ version: 3 })), undefined);
  });
});
