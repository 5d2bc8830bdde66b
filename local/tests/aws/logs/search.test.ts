import assert from "node:assert/strict";
import {
  CloudWatchLogs,
  paginateFilterLogEvents,
  type FilterLogEventsCommandInput,
} from "@aws-sdk/client-cloudwatch-logs";
import { refusal, startTestAws, type TestAws } from "../gateway/testAws";

const logGroupName = "searched";
/** Milliseconds since 1970 of the first event; each of the others is a second later than the one before. */
const start = Date.now() - 60_000;
const messages = [
  "authorizing for sg-1",
  "revoking for sg-1",
  '{"level":"error","message":"denied","count":3}',
  "reporting NON_COMPLIANT",
  "reporting COMPLIANT",
  'at\tid\tINFO\t{"level":"info","message":"done"}\n',
];

describe("searching logs", function () {
  this.timeout(180_000);
  let aws: TestAws;
  let logs: CloudWatchLogs;
  before(async () => {
    aws = await startTestAws();
    logs = new CloudWatchLogs(aws.settings());
    await logs.createLogGroup({ logGroupName });
    // One stream has the even events, the other the odd ones.
    for (const [remainder, logStreamName] of ["a/even", "b/odd"].entries()) {
      await logs.createLogStream({ logGroupName, logStreamName });
      const logEvents = messages
        .map((message, index) => ({ message, timestamp: start + index * 1000 }))
        .filter((_, index) => index % 2 === remainder);
      await logs.putLogEvents({ logGroupName, logStreamName, logEvents });
    }
  });
  after(async () => {
    logs.destroy();
    await aws.stop();
  });

  const found = async (input: Partial<FilterLogEventsCommandInput>) => {
    const { events = [] } = await logs.filterLogEvents({ logGroupName, ...input });
    return events.map(({ message }) => messages.indexOf(message ?? ""));
  };

  describe("by FilterLogEvents", () => {
    for (const [filterPattern, expected] of [
      [undefined, [0, 1, 2, 3, 4, 5]],
      ["?authorizing ?revoking", [0, 1]],
      ["reporting -NON_COMPLIANT", [4]],
      ['{ $.level = "error" && $.count > 2 }', [2]],
      ["%ing for sg-\\d$%", [0, 1]],
      ["[verb, ..., id = sg-*]", [0, 1]],
      ['"no such words"', []],
    ] as const) {
      it(`finds the events of ${filterPattern ?? "no pattern"} in all streams, in order of time`, async () => {
        assert.deepEqual(await found({ filterPattern }), expected);
      });
    }

    it("pages through what matches", async () => {
      const pages: (readonly number[])[] = [];
      const input = { logGroupName, filterPattern: "?authorizing ?reporting ?done", limit: 2 };
      for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, input)) {
        pages.push(events.map(({ message }) => messages.indexOf(message ?? "")));
      }
      assert.deepEqual(pages, [
        [0, 3],
        [4, 5],
      ]);
    });

    it("is held to times, streams and their prefix, and takes a group by its ARN", async () => {
      assert.deepEqual(await found({ startTime: start + 3000, endTime: start + 4000 }), [3, 4]);
      assert.deepEqual(await found({ logStreamNames: ["b/odd"] }), [1, 3, 5]);
      assert.deepEqual(await found({ logStreamNamePrefix: "a/" }), [0, 2, 4]);
      const logGroupIdentifier = `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}`;
      assert.deepEqual(
        await found({ logGroupName: undefined, logGroupIdentifier, filterPattern: "reporting" }),
        [3, 4],
      );
    });

    it("rejects what isn't a filter pattern", async () => {
      const { code, message, status } = await refusal(found({ filterPattern: "%^(re|au)%" }));
      assert.deepEqual([code, status], ["InvalidParameterException", 400]);
      assert.match(message, /^Invalid filter pattern: '\(' is not supported/);
    });

    it("rejects a group that doesn't exist, and a limit out of range", async () => {
      assert.equal(
        (await refusal(logs.filterLogEvents({ logGroupName: "gone" }))).code,
        "ResourceNotFoundException",
      );
      assert.equal((await refusal(found({ limit: 0 }))).code, "InvalidParameterException");
      assert.equal((await refusal(found({ limit: 10_001 }))).code, "InvalidParameterException");
    });
  });
});
