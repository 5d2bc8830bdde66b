import assert from "node:assert/strict";
import { isGone, OperationError } from "../../../../providers/aws/account/awsError";

describe("an AWS failure", () => {
  const subject = { type: "aws:cfg/recorder:Recorder", name: "default" };

  it("has the operation, the resource, and AWS's code and message", () => {
    const cause = Object.assign(new Error("Failed to put it."), {
      name: "MaxNumberOfConfigurationRecordersExceededException",
    });
    assert.equal(
      new OperationError("creating", subject, cause).message,
      "creating aws:cfg/recorder:Recorder (default): MaxNumberOfConfigurationRecordersExceededException: Failed to put it.",
    );
  });

  it("of the network names the endpoint that doesn't respond", () => {
    const before = process.env.AWS_ENDPOINT_URL;
    process.env.AWS_ENDPOINT_URL = "http://127.0.0.1:9";
    try {
      const cause = Object.assign(new Error(""), { code: "ECONNREFUSED" });
      assert.equal(
        new OperationError("reading", subject, cause).message,
        "reading aws:cfg/recorder:Recorder (default): ECONNREFUSED: http://127.0.0.1:9 (AWS_ENDPOINT_URL) doesn't " +
          "respond; check that it runs and that this machine reaches it",
      );
    } finally {
      if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
      else process.env.AWS_ENDPOINT_URL = before;
    }
  });

  it("shows by its code that something doesn't exist", () => {
    const error = Object.assign(new Error(""), { name: "NoSuchBucket" });
    assert.equal(isGone(error, ["NoSuchBucket"]), true);
    assert.equal(isGone(error, ["NoSuchEntity"]), false);
    assert.equal(isGone("NoSuchBucket", ["NoSuchBucket"]), false);
  });
});
