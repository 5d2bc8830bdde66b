import assert from "node:assert/strict";
import { readLogLine } from "../../functionLog/logLine";
import { lineInWords } from "../../functionLog/lineInWords";
import { filterPattern, followLog, searchLog } from "../../functionLog/searchLog";
import { fakeClients } from "../fakes/fakeClients";

const requestId = "3f1c2d4e-0000-4000-8000-000000000001";
const at = Date.UTC(2026, 0, 31, 9, 5, 0, 250);
// The function's line behind what Lambda's text format puts before it:
// https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
const revoking = {
  eventId: "1",
  logStreamName: "2026/01/31/[$LATEST]abc",
  timestamp: at,
  message: `2026-01-31T09:05:00.250Z\t${requestId}\tINFO\t${JSON.stringify({
    level: "info",
    message: "revoking for sg-0a",
    groupId: "sg-0a",
    permissions: ["tcp 465 from 0.0.0.0/0", "tcp 993 from 0.0.0.0/0"],
  })}\n`,
};
const text = (message: string) => ({ ...revoking, message });

describe("a line of the function's log", () => {
  it("is read behind Lambda's prefix", () => {
    assert.deepEqual(readLogLine(revoking), {
      id: "2026/01/31/[$LATEST]abc/1/1769850300250",
      time: new Date(at),
      source: "function",
      level: "info",
      message: "revoking for sg-0a",
      groupId: "sg-0a",
      permissions: ["TCP 465 from 0.0.0.0/0", "TCP 993 from 0.0.0.0/0"],
      details: {},
    });
  });

  it("is read without a prefix too, and keeps what else it says", () => {
    const line = readLogLine(text('{"level":"warn","message":"careful","code":"X"}'));
    assert.deepEqual([line.level, line.message, line.details], ["warn", "careful", { code: "X" }]);
  });

  it("is Lambda's own when it reports an invocation", () => {
    for (const message of [
      `START RequestId: ${requestId}`,
      `END RequestId: ${requestId}`,
      `REPORT RequestId: ${requestId}\tDuration: 3 ms\t`,
    ]) {
      assert.equal(readLogLine(text(message)).source, "lambda");
    }
    assert.equal(readLogLine(text("STARTING the engine")).source, "function");
  });

  it("stays as it is when it isn't JSON", () => {
    const broken = `2026-01-31T09:05:00.250Z\t${requestId}\tERROR\t{not json`;
    assert.deepEqual(
      [readLogLine(text(broken)).level, readLogLine(text(broken)).message],
      ["error", "{not json"],
    );
    assert.equal(readLogLine(text("Task timed out\tafter 60 s")).message, "Task timed out\tafter 60 s");
    assert.equal(readLogLine({}).message, "");
  });

  it("is printed with time, level, message, and a permission a line", () => {
    assert.equal(
      lineInWords(readLogLine(revoking)),
      [
        "2026-01-31 09:05:00.250  info   revoking for sg-0a",
        "                                TCP 465 from 0.0.0.0/0",
        "                                TCP 993 from 0.0.0.0/0",
      ].join("\n"),
    );
    assert.equal(
      lineInWords(
        readLogLine(
          text(
            '{"level":"info","message":"nothing to do","groupId":"sg-0a","round":2,"missing":[],"extra":["tcp 22 from ::/0","udp 9 from sg-1"]}',
          ),
        ),
      ),
      [
        "2026-01-31 09:05:00.250  info   nothing to do (sg-0a)",
        "                                round: 2",
        "                                missing: none",
        "                                extra: TCP 22 from ::/0, UDP 9 from sg-1",
      ].join("\n"),
    );
  });
});

describe("a search of the log", () => {
  it("quotes words, and leaves filter patterns as they are", () => {
    assert.equal(filterPattern("revoking for"), '"revoking for"');
    assert.equal(filterPattern('level":"error'), '"level\\":\\"error"');
    for (const pattern of [
      undefined,
      '"revoking for"',
      '{ $.level = "error" }',
      "?warn ?error",
      "%sg-[0-9a-f]+%",
      "[time, id]",
    ]) {
      assert.equal(filterPattern(pattern), pattern);
    }
  });

  it("asks every page, and brings the lines of all streams in the order of time", async () => {
    const asked: unknown[] = [];
    const clients = fakeClients({
      FilterLogEvents: (input) => {
        asked.push([input.logGroupName, input.startTime, input.filterPattern, input.nextToken]);
        return input.nextToken === undefined
          ? { events: [{ ...revoking, timestamp: at + 5 }], nextToken: "2" }
          : { events: [{ ...revoking, eventId: "2" }] };
      },
    });
    const lines = await searchLog(clients, "log", { since: new Date(at), filter: "revoking for" });
    assert.deepEqual(
      lines.map(({ time }) => time.getTime()),
      [at, at + 5],
    );
    assert.deepEqual(asked, [
      ["log", at, '"revoking for"', undefined],
      ["log", at, '"revoking for"', "2"],
    ]);
  });

  it("follows: prints new lines, none twice, a late one too, and ends on its signal", async () => {
    const interrupted = new AbortController();
    const late = { ...revoking, eventId: "late", timestamp: at - 10_000 };
    const looks = [
      [revoking],
      [revoking, { ...revoking, eventId: "2" }],
      [late, revoking, { ...revoking, eventId: "2" }],
    ];
    const since: unknown[] = [];
    const clients = fakeClients({
      FilterLogEvents: ({ startTime }) => {
        since.push(startTime);
        const events = looks.shift();
        if (events === undefined) interrupted.abort();
        return { events };
      },
    });
    const ids: (string | undefined)[] = [];
    for await (const line of followLog(clients, "log", { since: new Date(0) }, interrupted.signal, 1)) {
      ids.push(line.id.split("/").at(-2));
    }
    assert.deepEqual(ids, ["1", "2", "late"]);
    assert.deepEqual(since, [0, at - 30_000, at - 30_000, at - 30_000]);
  });
});
