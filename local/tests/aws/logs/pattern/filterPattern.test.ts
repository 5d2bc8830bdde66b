import assert from "node:assert/strict";
import { filterPattern } from "../../../../aws/logs/pattern";

// Patterns and events in the manner of CloudWatch Logs' "Filter pattern syntax":
// https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
const lines = [
  "[ERROR 400] BAD REQUEST",
  "[ERROR 401] UNAUTHORIZED REQUEST",
  "[ERROR 419] MISSING ARGUMENTS",
  "[WARN] authorizing for sg-0a1b took 3 ms",
];
const json = {
  level: "error",
  count: 12,
  big: 1e6,
  nothing: null,
  yes: true,
  user: { "first.name": "Ada", ip: "123.123.7.1" },
  list: [{ flag: "a" }, { flag: "b" }],
};
const access = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

describe("a filter pattern of CloudWatch Logs", () => {
  describe("of terms", () => {
    for (const [pattern, expected] of [
      ["", [0, 1, 2, 3]],
      ["ERROR", [0, 1, 2]],
      ["error", []],
      ["ERROR REQUEST", [0, 1]],
      ["REQUEST ERROR", [0, 1]],
      ['"BAD REQUEST"', [0]],
      ['"REQUEST BAD"', []],
      ["?BAD ?MISSING", [0, 2]],
      ['?"BAD REQUEST" ?WARN', [0, 3]],
      ["ERROR -REQUEST", [2]],
      ['ERROR -"BAD REQUEST"', [1, 2]],
      ["-ERROR", [3]],
      // Optional terms are ignored beside others.
      ["?BAD MISSING", [2]],
      ["?BAD -WARN", [0, 1, 2]],
      ["%AUTHORIZED%", [1]],
      ["%authorizing for sg-[0-9a-f]+%", [3]],
      ["%^\\[ERROR 4[01]\\d\\]% -MISSING", [0, 1]],
      ["%BAD|MISSING%", [0, 2]],
    ] as const) {
      it(`'${pattern}' finds its lines`, () => {
        const matches = filterPattern(pattern);
        assert.deepEqual(
          lines.flatMap((line, index) => (matches(line) ? [index] : [])),
          expected,
        );
      });
    }

    it("contains quotes that are escaped", () => {
      assert.ok(filterPattern('"\\"level\\":\\"error\\""')('at 9: {"level":"error"}'));
      assert.ok(!filterPattern('"\\"level\\":\\"error\\""')('at 9: {"level":"warn"}'));
    });
  });

  describe("of JSON events", () => {
    for (const [pattern, expected] of [
      ['{ $.level = "error" }', true],
      ["{$.level=error}", true],
      ['{ $.level = "warn" }', false],
      ['{ $.level != "warn" }', true],
      ['{ $.missing != "warn" }', false],
      ['{ $.level = "err*" }', true],
      ["{ $.user.ip = 123.123.* }", true],
      ["{ $.user.ip != 123.123.* }", false],
      ["{ $.user['first.name'] = Ada }", true],
      ["{ $.level = %^err.r$% }", true],
      ["{ $.count = 12 }", true],
      ["{ $.count = 12.0 }", true],
      ["{ $.big = 1e6 }", true],
      ["{ $.count > 12 }", false],
      ["{ $.count >= 12 }", true],
      ["{ $.count < 13 }", true],
      ["{ $.count <= 11 }", false],
      ["{ $.level > 1 }", false],
      ["{ $.nothing IS NULL }", true],
      ["{ $.count IS NULL }", false],
      ["{ $.yes IS TRUE }", true],
      ["{ $.yes IS FALSE }", false],
      ["{ $.missing NOT EXISTS }", true],
      ["{ $.level NOT EXISTS }", false],
      ["{ $.level EXISTS }", true],
      ['{ $.list[0].flag = "a" }', true],
      ['{ $.list[1].flag = "a" }', false],
      ['{ $.list[*].flag = "b" }', true],
      ['{ ($.level = "warn") || ($.count > 1 && $.yes IS TRUE) }', true],
      ['{ $.level = "warn" && $.count > 1 || $.yes IS FALSE }', false],
    ] as const) {
      it(`${pattern} ${expected ? "matches" : "doesn't match"}`, () => {
        assert.equal(filterPattern(pattern)(JSON.stringify(json)), expected);
      });
    }

    it("doesn't match what isn't JSON as a whole", () => {
      const text = JSON.stringify(json);
      for (const event of [`time\tid\tINFO\t${text}`, "plain", "12", ""]) {
        assert.equal(filterPattern("{ $.missing NOT EXISTS }")(event), false, event);
      }
      assert.equal(filterPattern('{ $.level = "error" }')(`${text}\n`), true);
    });
  });

  describe("of space-delimited events", () => {
    for (const [pattern, expected] of [
      ["[ip, id, user, time, request, status, bytes]", true],
      ["[ip, id, user, time, request, status]", false],
      ["[..., status, bytes]", true],
      ["[ip, ...]", true],
      ["[ip, id, user, time, request, status = 404, bytes]", true],
      ["[..., status = 4*, bytes]", true],
      ["[..., status = 200 || status = 404, bytes > 1000]", true],
      ["[..., status = 404, bytes > 2000]", false],
      ["[ip, id, user = frank, ...]", true],
      ["[ip, id, user != frank, ...]", false],
      ['[ip, ..., request = "*index.html*", status, bytes]', true],
      ["[ip = %127\\.0%, ...]", true],
      ["[ip, id, user, time, request, status >= 400 && status < 500, bytes]", true],
    ] as const) {
      it(`${pattern} ${expected ? "matches" : "doesn't match"}`, () => {
        assert.equal(filterPattern(pattern)(access), expected);
      });
    }
  });

  describe("is rejected", () => {
    for (const [pattern, reason] of [
      ["a@b.c", "Invalid character(s) in term 'a@b.c'"],
      ["@b", "Invalid character(s) in term '@b'"],
      ['"open', "a term begins with \" and doesn't end with it"],
      ["%open", "a term begins with % and doesn't end with it"],
      ["%(a)%", "'(' is not supported in the regular expression %(a)%"],
      ["%something!%", "'!' is not supported in the regular expression %something!%"],
      ["%[a%", "%[a% is not a valid regular expression"],
      ["?", "expected a term at its end"],
      ['{ $.level = "error"', "expected '}' at its end"],
      ["{ level = 1 }", "expected '$' before 'level = 1 }'"],
      ["{ $ = 1 }", "expected a property selector after '$' before '= 1 }'"],
      ["{ $.level }", "expected an operator before '}'"],
      ["{ $.level > high }", "'>' takes a number"],
      ["{ $.a = 1 } x", "If a filter pattern starts with '{' it must end with '}'"],
      ["[a, b", "expected ']' at its end"],
      ["[a = 1 || b = 2]", "the conditions of 'a' name 'b' too"],
      ["[..., a, ...]", "'...' is allowed once"],
    ] as const) {
      it(`with '${pattern}'`, () =>
        assert.throws(() => filterPattern(pattern), {
          name: "InvalidParameterException",
          message: `Invalid filter pattern: ${reason}`,
        }));
    }
  });
});
