import assert from "node:assert/strict";
import { createHandler } from "../../remediation/handler";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import { capturedLog } from "./capturedLog";
import { configEvent } from "./configEvents";
import { ec2Answer, startEndpoint } from "./fakeEndpoint";
import type { FakeEndpoint } from "./fakeEndpoint";

describe("createHandler", () => {
  let endpoint: FakeEndpoint;
  before(async () => {
    endpoint = await startEndpoint(({ operation }) =>
      operation === "PutEvaluations" ? { body: "{}" } : ec2Answer(operation, `<securityGroupInfo/>`),
    );
  });
  after(() => endpoint.stop());

  it("makes a handler that answers events through the SDK, one after another", async () => {
    const handler = createHandler({ required: handoutPermissions, mode: "enforce" });
    const context = { getRemainingTimeInMillis: () => 60_000 };
    await capturedLog(() => handler(configEvent("change"), context));
    await capturedLog(() => handler(configEvent("deleted"), context));
    assert.deepEqual(
      endpoint.calls.map(({ operation }) => operation),
      ["DescribeSecurityGroups", "PutEvaluations", "PutEvaluations"],
    );
  });
});
