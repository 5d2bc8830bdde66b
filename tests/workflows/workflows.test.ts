import { deepStrictEqual, equal, match, ok } from "node:assert/strict";
import { scripts } from "../../package.json";
import { commandFault } from "../docs/commandFault";
import { stepsOf, workflowIn, workflows } from "./workflows";

/** The commands of a `run:` step, one a line, without what only a shell reads. */
function commandsOf(run: string): string[] {
  return run
    .replace(/\\\n/g, " ")
    .split("\n")
    .map((line) =>
      line
        .replace(/\$\{\w+:\+"\$\w+"\}|"\$\{\w+\[@\]\}"/g, "")
        .replace(/ > ?\S+/g, "")
        // A value that GitHub or an earlier step gives.
        .replace(/"[^"]*\$\w[^"]*"(\S*)/g, "VALUE")
        .replace(/\S*VALUE\S*/g, "VALUE")
        .trim(),
    )
    .filter((line) => line !== "");
}

/** With values that the options take, where GitHub gives them. */
function filledIn(rest: string): string {
  const filled = rest.replace(/--shard VALUE/, "--shard 1/2").replace(/--stage VALUE/, "--stage remediated");
  return filled.replaceAll("VALUE", "ROSTER.csv");
}

describe("the workflows' steps", () => {
  const commands = workflows.flatMap(([file, workflow]) =>
    stepsOf(workflow).flatMap(({ run = "" }) => commandsOf(run).map((command) => ({ file, command }))),
  );

  it("run scripts of package.json", () => {
    const named = commands.flatMap(({ file, command }) => {
      const script = /^npm (?:run (?:--silent )?([\w:]+)|(test)$)/.exec(command);
      return script ? [{ file, script: script[1] ?? script[2] ?? "" }] : [];
    });
    ok(named.length >= 3, `only ${named.length} found`);
    deepStrictEqual(
      named.filter(({ script }) => !(script in scripts)),
      [],
    );
  });

  it("call config-lab by what it takes", () => {
    const named = commands.flatMap(({ file, command }) => {
      const [, rest] = /^npx config-lab\b(.*)$/.exec(command) ?? [];
      return rest === undefined ? [] : [{ file, rest: filledIn(rest) }];
    });
    ok(named.length >= 4, `only ${named.length} found`);
    deepStrictEqual(
      // Which command of a class it is, the workflow's input decides.
      named
        .map(({ file, rest }) => ({
          file,
          rest,
          fault: commandFault(rest.replace("class ROSTER.csv", "class up")),
        }))
        .filter(({ fault }) => fault !== undefined),
      [],
    );
  });

  it("install packages without the packages' scripts", () => {
    const installs = commands.filter(({ command }) => command.startsWith("npm ci"));
    ok(installs.length >= 3);
    for (const { command } of installs) equal(command, "npm ci --ignore-scripts");
  });
});

describe("the workflows' safety", () => {
  for (const [file, workflow, text] of workflows) {
    it(`of ${file}: actions by commit, no permission but a job's own, no credentials left in the clone`, () => {
      const pins = [...text.matchAll(/uses: (.*)$/gm)].map(([, pin = ""]) => pin);
      ok(pins.length > 0);
      for (const pin of pins) match(pin, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      deepStrictEqual(workflow.permissions, {});
      for (const job of Object.values(workflow.jobs)) {
        ok(job.permissions, "a job's permissions");
        ok(job["timeout-minutes"], "a job's time limit");
      }
      const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
      ok(checkouts.length > 0);
      for (const checkout of checkouts) equal(checkout.with?.["persist-credentials"], false);
    });
  }

  it("gives a pull request from a fork no credentials", () => {
    const { preview, stack } = workflowIn("preview.yml").jobs;
    deepStrictEqual(preview?.permissions, { contents: "read" });
    deepStrictEqual(stack?.permissions, {
      contents: "read",
      "id-token": "write",
      "pull-requests": "write",
    });
    match(stack.if ?? "", /head\.repo\.full_name == github\.repository$/);
  });

  it("tests the oldest and the newest Node.js on Linux and macOS", () => {
    const { strategy } = workflowIn("checks.yml").jobs.test as unknown as { strategy: { matrix: object } };
    deepStrictEqual(strategy.matrix, { os: ["ubuntu-latest", "macos-latest"], node: ["20.19", "24"] });
  });
});
