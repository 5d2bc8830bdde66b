import { strict as assert } from "node:assert";

import { AsyncInvocations } from "../../../aws/lambda/asyncInvocations";
import { type LambdaHarness, startLambda } from "./harness";

const ARN = "arn:aws:lambda:us-east-1:123456789012:function:";

describe("an asynchronous invocation", () => {
  let aws: LambdaHarness;
  before(async () => {
    aws = await startLambda({ retries: { delays: [10, 20] } });
    await aws.makeFunction(
      "event",
      `let calls = 0;
       exports.handler = async ({ failures = 0, wait = 0, name }, { awsRequestId }) => {
         console.log("attempt", ++calls, name, awsRequestId);
         await new Promise((resolve) => setTimeout(resolve, wait));
         if (calls <= failures) throw new Error("not yet");
       };`,
    );
  });
  after(() => aws.stop());

  async function attempts(name: string): Promise<string[]> {
    const lines = await aws.logLines("/aws/lambda/event", "attempt");
    return lines.filter((line) => line.includes(` ${name} `));
  }

  it("is taken at once, and handled later", async () => {
    const begin = Date.now();
    const { status, payload } = await aws.invoke(
      "event",
      { name: "slow", wait: 500 },
      { InvocationType: "Event" },
    );
    assert.ok(Date.now() - begin < 450);
    assert.deepEqual([status, payload], [202, undefined]);
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

  it("never throws, whatever is wrong with the function", async () => {
    await aws.service.invoke("us-east-1", `${ARN}none`, {});
    await aws.service.invoke("us-east-1", "not an ARN", {});
    assert.match(await aws.notes(), /for none dropped after attempt 3: ResourceNotFoundException: /);
    assert.match(await aws.notes(), /event for not an ARN rejected: /);
  });
});

describe("AsyncInvocations", () => {
  it("starts events in order, and lets a retry hold up no other", async () => {
    const order: string[] = [];
    const invocations = new AsyncInvocations({ delays: [30] }, () => undefined);
    const failing = invocations.add("first", () => Promise.resolve({ failure: String(order.push("first")) }));
    const fine = invocations.add("second", () => Promise.resolve(order.push("second")).then(() => ({})));
    await Promise.all([failing, fine]);
    assert.deepEqual(order, ["first", "second", "first"]);
    assert.equal(invocations.empty, true);
  });

  it("drops what waits for a retry when it stops", async () => {
    const notes: string[] = [];
    const invocations = new AsyncInvocations({ delays: [60_000] }, (line) => notes.push(line));
    void invocations.add("event", () => Promise.reject(new TypeError("down")));
    await new Promise((resolve) => setImmediate(resolve));
    await invocations.stop();
    assert.deepEqual(notes, ["lambda: event dropped after attempt 1: TypeError: down"]);
  });
});
