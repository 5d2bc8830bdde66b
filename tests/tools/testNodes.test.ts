import { deepStrictEqual, strictEqual } from "node:assert";
import { createRequire } from "node:module";

interface Result {
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  readonly exit: number | string;
}

/** Plain JavaScript, without declarations. */
const { countsIn, fits, parseArguments, summary, table } = createRequire(__filename)(
  "../../tools/testNodes.js",
) as {
  readonly countsIn: (output: string) => Pick<Result, "passed" | "failed" | "skipped">;
  readonly fits: (wanted: string, version: string) => boolean;
  readonly parseArguments: (argv: readonly string[]) => {
    orOwn: boolean;
    full: boolean;
    versions: string[];
    patterns: string[];
  };
  readonly summary: (results: readonly Result[]) => string;
  readonly table: (results: readonly Result[]) => string;
};

describe("tools/testNodes.js", () => {
  it("tests every supported version with the patterns of npm run mocha, unless told otherwise", () => {
    deepStrictEqual(parseArguments([]), {
      orOwn: false,
      full: false,
      versions: ["20.19", "22", "24"],
      patterns: [
        "tests/**/*.test.ts",
        "lab/tests/**/*.test.ts",
        "local/tests/**/*.test.ts",
        "policies/tests/**/*.test.ts",
      ],
    });
    deepStrictEqual(parseArguments(["--or-own", "--full", "24", "--", "tests/index.test.ts"]), {
      orOwn: true,
      full: true,
      versions: ["24"],
      patterns: ["tests/index.test.ts"],
    });
  });

  it("compares versions part by part", () => {
    deepStrictEqual(
      [fits("24", "24.1.0"), fits("20.19", "20.19.6"), fits("2", "20.19.6"), fits("20.1", "20.19.6")],
      [true, true, false, false],
    );
  });

  it("counts by mocha's closing lines, not by what a test prints", () => {
    const output =
      "    ✔ prints 7 passing\n  3 passing (1s)\n\n  1201 passing (2m)\n  2 pending\n  1 failing\n\n  1) x\n";
    deepStrictEqual(countsIn(output), { passed: 1201, failed: 1, skipped: 2 });
    deepStrictEqual(countsIn("Error: Cannot find module\n"), { passed: 0, failed: 0, skipped: 0 });
  });

  it("prints a line per version, and the sum", () => {
    const results = [
      { version: "20.19.6", passed: 1200, failed: 0, skipped: 0, seconds: 301, exit: 0 },
      { version: "24.21.0", passed: 1199, failed: 1, skipped: 0, seconds: 98, exit: 1 },
    ];
    strictEqual(
      table(results),
      [
        "version  passed  failed  skipped  seconds  exit",
        "20.19.6    1200       0        0      301     0",
        "24.21.0    1199       1        0       98     1",
      ].join("\n"),
    );
    strictEqual(summary(results), "2399 passed, 1 failed, 0 skipped");
  });
});
