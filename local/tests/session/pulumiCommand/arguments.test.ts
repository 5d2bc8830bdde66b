import assert from "node:assert/strict";
import { actsOnProject, readArguments, withFolder } from "../../../session/pulumiCommand/arguments";

const copy = {
  folder: "/session/copy",
  stackFile: (path: string) =>
    path === "/clone/Pulumi.dev.yaml" ? "/session/copy/Pulumi.dev.yaml" : undefined,
};

/** What Pulumi gets for what is typed in /clone. */
function passed(line: string): string {
  return withFolder(readArguments(line.split(" "), "/clone"), copy).join(" ");
}

describe("arguments of pulumi in a session", () => {
  const cases: [typed: string, passed: string][] = [
    ["up --yes", "up --yes --cwd /session/copy"],
    ["-C /clone stack init dev", "stack init dev --cwd /session/copy"],
    ["stack init dev --cwd=/clone", "stack init dev --cwd /session/copy"],
    ["config set key -- -5", "config set key --cwd /session/copy -- -5"],
    ["stack export --file state.json", "stack export --file /clone/state.json --cwd /session/copy"],
    [
      "-Cbelow stack export --file=../state.json",
      "stack export --file=/clone/state.json --cwd /session/copy",
    ],
    [
      "preview --policy-pack policies,/other",
      "preview --policy-pack /clone/policies,/other --cwd /session/copy",
    ],
    [
      "import -f resources.json -o out.ts",
      "import -f /clone/resources.json -o /clone/out.ts --cwd /session/copy",
    ],
    ["up -f", "up -f --cwd /session/copy"],
    ["config set --path list[0].port 1", "config set --path list[0].port 1 --cwd /session/copy"],
    [
      "up --config-file Pulumi.dev.yaml",
      "up --config-file /session/copy/Pulumi.dev.yaml --cwd /session/copy",
    ],
    ["up --config-file=other.yaml", "up --config-file=/clone/other.yaml --cwd /session/copy"],
  ];
  for (const [typed, expected] of cases) {
    it(`(${typed}) lead to the session's copy, with paths as they were typed`, () => {
      assert.equal(passed(typed), expected);
    });
  }

  it("name the folder that is meant", () => {
    const folderOf = (line: string) => readArguments(line.split(" "), "/clone").folder;
    assert.deepEqual(["up", "-C .. up", "up --cwd=/other", "-Cbelow up", "up -- -C /other"].map(folderOf), [
      "/clone",
      "/",
      "/other",
      "/clone/below",
      "/clone",
    ]);
  });

  it("are passed on as they are where a command has nothing to do with a stack's file", () => {
    const acts = (line: string) => actsOnProject(readArguments(line.split(" "), "/clone"));
    const lines = [
      "--version",
      "--color never version",
      "new typescript",
      "plugin ls",
      "-v 3 whoami",
      "-C x install",
    ];
    assert.deepEqual(
      lines.map(acts),
      lines.map(() => true),
    );
    const others = ["up", "--color never up", "config", "-v 3 stack ls", "unknown"];
    assert.deepEqual(
      others.map(acts),
      others.map(() => false),
    );
  });
});
