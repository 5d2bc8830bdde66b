import { strict as assert } from "node:assert";
import { writeFileSync } from "node:fs";
import * as path from "node:path";

import type { InvocationResult } from "../../../../aws/lambda/environment";
import { AsyncInvocations, type Invoker } from "../../../../aws/lambda/invocation";
import { until } from "../../../until";
import { busyMachine, type LambdaHarness, startLambda } from "../harness";

const ARN = "arn:aws:lambda:us-east-1:123456789012:function:";

describe("an asynchronous invocation", function () {
  this.timeout(busyMachine);
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda({ retries: { delays: [10, 20] } });
    await aws.makeFunction(
      "event",
      `const { existsSync } = require("node:fs");
       let calls = 0;
       exports.handler = async ({ failures = 0, name, go }, { awsRequestId }) => {
         while (go && !existsSync(go)) await new Promise((resolve) => setTimeout(resolve, 10));
         console.log("attempt", ++calls, name, awsRequestId);
         if (calls <= failures) throw new Error("not yet");
       };`,
    );
  });
  after(() => aws.stop());

  async function attempts(name: string): Promise<string[]> {
    const lines = await aws.logLines("/aws/lambda/event", "attempt");
    return lines.filter((line) => line.includes(` ${name} `));
  }

  it("is accepted at once, and handled later", async () => {
    // The function waits for this file, which is written after the response.
    const go = path.join(aws.account.folder, "go");
    const { status, payload } = await aws.invoke("event", { name: "slow", go }, { InvocationType: "Event" });
    assert.deepEqual([status, payload], [202, undefined]);
    writeFileSync(go, "");
    await aws.service.idle();
    assert.equal((await attempts("slow")).length, 1);
  });

  it("is tried again under the same request until it succeeds", async () => {
    await aws.makeFunction(
      "twice",
      `let calls = 0;
      exports.handler = async (event, { awsRequestId }) => {
        console.log("attempt", awsRequestId);
        if (++calls < 2) throw new Error("not yet");
      };`,
    );
    await aws.service.invoke("us-east-1", `${ARN}twice`, {});
    await aws.service.idle();
    const lines = await aws.logLines("/aws/lambda/twice", "attempt");
    assert.equal(lines.length, 2);
    const requests = new Set(lines.map((line) => line.trim().split(" ").at(-1)));
    assert.equal(requests.size, 1);
    assert.doesNotMatch(await aws.notes(), /for twice dropped/);
  });

  it("is dropped after two retries, and noted", async () => {
    await aws.service.invoke("us-east-1", `${ARN}event`, { name: "hopeless", failures: 99 });
    await aws.service.idle();
    assert.equal((await attempts("hopeless")).length, 3);
    assert.match(await aws.notes(), /lambda: event \S+ for event dropped after attempt 3: Error: not yet/);
  });

  it("never rejects, whatever is wrong with the function", async () => {
    await aws.service.invoke("us-east-1", `${ARN}none`, {});
    await aws.service.invoke("us-east-1", "not an ARN", {});
    assert.match(await aws.notes(), /for none dropped after attempt 3: ResourceNotFoundException: /);
    assert.match(await aws.notes(), /event for not an ARN rejected: /);
  });
});

/** Fails the first invocation of a function `first`, and notes each. */
class FakeInvoker implements Invoker {
  readonly names: string[] = [];

  invoke({ name }: { name: string }): Promise<InvocationResult> {
    const again = this.names.includes(name);
    this.names.push(name);
    if (name === "first" && !again) return Promise.reject(new TypeError("down"));
    return Promise.resolve({ outcome: { ok: true, result: "null" }, log: [] });
  }
}

describe("AsyncInvocations", () => {
  const event = (name: string) => ({ region: "us-east-1", name, requestId: "1", payload: "{}" });

  it("starts events in order, and lets a retry delay no other", async () => {
    const invoker = new FakeInvoker();
    const invocations = new AsyncInvocations(invoker, { delays: [30] }, () => undefined);
    await Promise.all(["first", "second"].map((name) => invocations.add(event(name))));
    assert.deepEqual(invoker.names, ["first", "second", "first"]);
    assert.equal(invocations.empty, true);
  });

  it("drops what waits for a retry when it stops", async () => {
    const notes: string[] = [];
    const invoker = new FakeInvoker();
    const invocations = new AsyncInvocations(invoker, { delays: [600_000] }, (line) => notes.push(line));
    void invocations.add(event("first"));
    await until("the first attempt", () => invoker.names.length);
    await invocations.stop();
    assert.deepEqual(notes, ["lambda: event 1 for first dropped after attempt 1: TypeError: down"]);
  });
});
