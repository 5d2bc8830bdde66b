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

  describe("by Insights", () => {
    const query = async (queryString: string, input: object = { logGroupName }) => {
      const range = { startTime: Math.floor(start / 1000), endTime: Math.ceil(start / 1000) + 60 };
      const { queryId } = await logs.startQuery({ ...range, ...input, queryString });
      return logs.getQueryResults({ queryId });
    };
    const column = async (queryString: string, field = "@message") => {
      const { results = [] } = await query(queryString);
      return results.map((row) => row.find((each) => each.field === field)?.value ?? "");
    };

    for (const [filter, expected] of [
      ["@message like /ing for/", [0, 1]],
      ["@message like /(?i)REPORTING (non_)?compliant/", [3, 4]],
      ['@message like "NON_"', [3]],
      ["@message not like /sg-1|report/", [2, 5]],
      ["level = 'error'", [2]],
      ["count > 2 and level in ['error', 'warn']", [2]],
      ["level = 'info' or (count >= 3 and not ispresent(missing))", [2, 5]],
      ["@logStream = 'b/odd' and @message =~ /reporting/", [3]],
    ] as const) {
      it(`finds the events of: filter ${filter}`, async () => {
        const found = await column(`fields @timestamp, @message | filter ${filter} | sort @timestamp asc`);
        assert.deepEqual(
          found.map((message) => messages.indexOf(message)),
          expected,
        );
      });
    }

    it("sorts, limits and shows what it is asked for, the latest first by default", async () => {
      assert.deepEqual(await column("fields @message | limit 2"), [messages[5], messages[4]]);
      const {
        results = [],
        statistics,
        status,
      } = await query("fields @timestamp, level | filter level = 'error'");
      assert.equal(status, "Complete");
      assert.deepEqual(
        results.map((row) => row.filter(({ field }) => field !== "@ptr")),
        [
          [
            {
              field: "@timestamp",
              value: new Date(start + 2000).toISOString().replace("T", " ").replace("Z", ""),
            },
            { field: "level", value: "error" },
          ],
        ],
      );
      assert.deepEqual([statistics?.recordsMatched, statistics?.recordsScanned], [1, 6]);
    });

    it("counts", async () => {
      assert.deepEqual(await column("filter @message like /report/ | stats count(*) as n", "n"), ["2"]);
      assert.deepEqual(await column("filter @message like /nowhere/ | stats count(*)", "count(*)"), ["0"]);
      const { results = [] } = await query("stats count(*) as n by @logStream | sort @logStream asc");
      assert.deepEqual(
        results.map((row) => row.map(({ value }) => value)),
        [
          ["a/even", "3"],
          ["b/odd", "3"],
        ],
      );
    });

    for (const [queryString, message] of [
      [
        "parse @message '*' as a",
        "the command 'parse' is not offered on this machine: use fields, display, filter, sort, limit, stats",
      ],
      ["stats avg(x)", "'stats' takes count(*) on this machine: expected it before 'avg(x)'"],
      ["filter @message", "expected an operator at its end"],
      ["filter @message like /(/", "/(/ is not a valid regular expression"],
      ["fields @message limit 3", "expected '|' before 'limit 3'"],
      ["", "expected a command at its end"],
    ] as const) {
      it(`rejects '${queryString}'`, async () => {
        const rejected = await refusal(query(queryString));
        assert.deepEqual(rejected, {
          code: "MalformedQueryException",
          message: `Invalid query: ${message}`,
          status: 400,
        });
      });
    }

    it("lists the queries, the latest first, by group and status, in pages", async () => {
      const texts = ["fields @message | limit 1", "fields @message | limit 2", "fields @message | limit 3"];
      for (const text of texts) await query(text);
      const pages: (string | undefined)[][] = [];
      let nextToken: string | undefined;
      do {
        const page = await logs.describeQueries({
          logGroupName,
          status: "Complete",
          maxResults: 2,
          nextToken,
        });
        pages.push((page.queries ?? []).map(({ queryString }) => queryString));
        ({ nextToken } = page);
      } while (nextToken !== undefined);
      assert.deepEqual(pages.flat().slice(0, 3), texts.toReversed());
      assert.ok(pages.slice(0, -1).every((page) => page.length === 2));
      for (const others of [{ logGroupName: "gone" }, { status: "Running" as const }]) {
        assert.deepEqual((await logs.describeQueries(others)).queries, []);
      }
      const { code } = await refusal(logs.describeQueries({ maxResults: 0 }));
      assert.equal(code, "InvalidParameterException");
    });

    it("stops no query, since each has ended when it has been started", async () => {
      const { queries = [] } = await logs.describeQueries({});
      const { queryId } = queries[0] ?? {};
      assert.deepEqual(await refusal(logs.stopQuery({ queryId })), {
        code: "InvalidParameterException",
        message: `The query ${queryId} isn't running: it has ended.`,
        status: 400,
      });
      assert.equal((await refusal(logs.stopQuery({ queryId: "none" }))).code, "ResourceNotFoundException");
    });

    it("rejects a group and a query that don't exist", async () => {
      const gone = { logGroupNames: [logGroupName, "gone"] };
      assert.equal((await refusal(query("fields @message", gone))).code, "ResourceNotFoundException");
      assert.equal(
        (await refusal(logs.getQueryResults({ queryId: "none" }))).code,
        "ResourceNotFoundException",
      );
    });
  });
});
