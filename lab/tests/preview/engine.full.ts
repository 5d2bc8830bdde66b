import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadTypeScript } from "@config-remediation-lab/local/support/loadTypeScript";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import { countsInWords, type ResourceChange } from "../../preview/changes";
import type { PreviewResult } from "../../preview/result";
import { ProgramClone } from "../fakes/programClone";

type Found = Record<string, Pick<PreviewResult, "changes" | "violations">>;

const removeRule = [
  "index.ts",
  'new RemediationRule("remediation", {',
  "Object({ function: {}, role: {}, logGroup: {},",
] as const;

/** Changes of the program, each as texts of files to replace. */
const changes = {
  nothing: [],
  "a tag": [["components/labNetwork.ts", 'Name: "LabSG1" }', 'Name: "LabSG1", Course: "security" }']],
  "a new required permission": [
    [
      "Pulumi.dev.yaml",
      "config:\n",
      `config:\n  config-remediation-lab:requiredPermissions: [{ protocol: tcp, port: 8443, cidr: 0.0.0.0/0 }]\n`,
    ],
  ],
  "a renamed group": [["components/labNetwork.ts", 'name: "LabSG1"', 'name: "LabGroup"']],
  "a removed component": [removeRule],
};

const properties = (list: readonly ResourceChange[]) =>
  list.map(({ operation, resource, properties: own }) => [
    operation,
    resource,
    ...own.map(({ property, before, after, replaces }) => [property, before, after, replaces]),
  ]);

describe("config-lab preview on the engine", function () {
  this.timeout(900_000);
  const startRun = labRuns();
  let clone: ProgramClone;

  beforeEach(() => {
    clone = new ProgramClone();
  });
  afterEach(() => clone.remove());

  it("finds what each of five changes does to a lab", async () => {
    const script = join(clone.path, "lab/tests/preview/previewChanges.ts");
    const run = startRun(
      ["local", "--", "node", "--require", loadTypeScript, script, JSON.stringify(changes)],
      { cwd: clone.path, bin: clone.bin },
    );
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const found = JSON.parse(run.stdout) as Found;
    assert.deepEqual(
      Object.entries(found).map(([name, one]) => [name, countsInWords(one.changes)]),
      [
        ["nothing", "nothing"],
        ["a tag", "1 update"],
        ["a new required permission", "1 update"],
        ["a renamed group", "1 replace"],
        ["a removed component", "8 delete"],
      ],
    );
    const of = (name: keyof typeof changes) => found[name] ?? { changes: [], violations: [] };
    assert.deepEqual(properties(of("a tag").changes), [
      ["update", "SecurityGroup network-sg1", ["tags.Course", "(none)", '"security"', false]],
    ]);
    const [code] = of("a new required permission").changes;
    assert.equal(code?.resource, "Function remediation-function");
    assert.match(code.properties.map(({ after }) => after).join(), /^\(code [0-9a-f]{8}\)$/);
    assert.deepEqual(properties(of("a renamed group").changes), [
      ["replace", "SecurityGroup network-sg1", ["name", '"LabSG1"', '"LabGroup"', true]],
    ]);
    assert.deepEqual(
      Object.entries(found).map(([, { violations }]) => violations.map(({ policy }) => policy)),
      [[], [], [], ["handout-names"], Array<string>(5).fill("handout-names")],
    );
  });

  it("compares the working tree with a commit, and refuses what --fail-on names", async () => {
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
        cwd: clone.path,
      });
    writeFileSync(join(clone.path, ".gitignore"), "node_modules\n");
    git("init", "--quiet", "--initial-branch", "main");
    git("add", ".");
    git("commit", "--quiet", "--message", "base");
    clone.replace(...removeRule);
    const summary = join(clone.path, "summary.md");
    const run = startRun(
      ["preview", "--base", "main", "--fail-on", "delete,replace", "--json", "--summary", summary],
      { cwd: clone.path, bin: clone.bin },
    );
    assert.equal(await run.exitCode(), 1, run.stdout + run.stderr);
    const { ok, base, refused, changes: deleted, notes } = JSON.parse(run.stdout) as PreviewResult;
    assert.deepEqual(
      { ok, base, refused, notes },
      { ok: false, base: "main", refused: ["delete"], notes: [] },
    );
    assert.equal(countsInWords(deleted), "8 delete");
    assert.deepEqual(run.leftovers(), []);
    // Nothing but the change and the summary is in the clone, and in git.
    assert.equal(git("status", "--porcelain").toString(), " M index.ts\n?? summary.md\n");
    assert.ok(!readdirSync(join(clone.path, ".git")).includes("worktrees"));
  });

  it("names a base that the clone doesn't have", async () => {
    const run = startRun(["preview", "--base", "no-such-branch"]);
    assert.equal(await run.exitCode(), 2);
    assert.equal(
      run.stderr,
      'config-lab: --base: expected a commit, branch or tag of this clone, got "no-such-branch".\n' +
        "  Fetch it (git fetch origin), or name another one, such as origin/main.\n",
    );
  });
});
