import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { cloneRuns } from "./fakes/cloneRuns";
import { outcomes } from "./pulumiOutcomes";

/** The README's commands for Pulumi that a class on AWS starts with, as they stand. */
function readmeCommands(): string[] {
  const readme = readFileSync("README.md", "utf8");
  const section = /## Use it for a class on AWS\n(.*?)\n###? /s.exec(readme)?.[1] ?? "";
  return [...section.matchAll(/^ *```sh\n(.*?)^ *```/gms)]
    .flatMap(([, lines = ""]) => lines.split("\n").map((line) => line.trim()))
    .filter((line) => /^pulumi (?!login)/.test(line));
}

/** A shell script that stops at the first command that fails, and prints each before its output. */
function script(commands: readonly string[]): string {
  const steps = commands.flatMap((command) => [`printf '%s\\n' ${quoted(`$ ${command}`)}`, command]);
  // Outside of a terminal Pulumi asks nothing, and wants to know beforehand that it needn't.
  return ["set -e", "export PULUMI_SKIP_CONFIRMATIONS=true", ...steps].join("\n");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Its whole life in a class; what needs less time is in pulumiCommandLine.test.ts. */
describe("a student's lab from Pulumi's own command line", function () {
  this.timeout(600_000);
  const { folder, inSession } = cloneRuns();

  it("is built by the README's commands, in every stage and back, and then another one", async () => {
    const readme = readmeCommands();
    const cleanUp = readme.indexOf("pulumi destroy");
    const otherwise =
      "pulumi config set mode report && pulumi config set scope account && pulumi up --skip-preview";
    const another =
      "pulumi stack init dev && pulumi up --yes && pulumi preview --expect-no-changes && pulumi destroy --yes";
    const commands = [
      ...readme.slice(0, cleanUp),
      "pulumi config set stage remediated && pulumi up --skip-preview",
      "pulumi config set --path 'requiredPermissions[0].protocol' tcp",
      "pulumi config set --path 'requiredPermissions[0].port' 443",
      "pulumi config set --path 'requiredPermissions[0].cidr' 10.0.0.0/8",
      otherwise,
      "pulumi config set stage monitored && pulumi up --skip-preview",
      "pulumi config set stage environment && pulumi up --skip-preview",
      "pulumi config set stage remediated && pulumi up --skip-preview",
      "pulumi refresh",
      ...readme.slice(cleanUp),
      another,
    ];
    const run = inSession(script(commands));
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const remediated = "pulumi config set stage remediated && pulumi up --skip-preview";
    assert.deepEqual(outcomes(run.stdout), [
      ["pulumi preview", "+ 25 to create"],
      ["pulumi up", "+ 25 created"],
      ["pulumi up", "+ 8 created", "~ 1 updated", "9 changes. 24 unchanged"],
      [remediated, "+ 1 created", "33 unchanged"],
      // With scope account, also the failure topic, its subscription and the failure destination.
      [otherwise, "+ 3 created", "~ 2 updated", "5 changes. 32 unchanged"],
      ["pulumi config set stage monitored && pulumi up --skip-preview", "- 1 deleted", "36 unchanged"],
      [
        "pulumi config set stage environment && pulumi up --skip-preview",
        "~ 1 updated",
        "- 8 deleted",
        "9 changes. 27 unchanged",
      ],
      [remediated, "+ 9 created", "~ 1 updated", "10 changes. 27 unchanged"],
      ["pulumi refresh", "37 unchanged"],
      ["pulumi destroy", "- 37 deleted"],
      [another, "- 34 deleted"],
    ]);
    assert.doesNotMatch(run.stderr, /warning/);
    assert.deepEqual(
      readdirSync(folder()).filter((name) => /^Pulumi\./.test(name)),
      ["Pulumi.dev.yaml", "Pulumi.yaml"],
    );
    assert.deepEqual(run.leftovers(), []);
  });
});
