import assert from "node:assert/strict";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { cloneRuns } from "./fakes/cloneRuns";

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

/** What each command that shows or makes changes says of the resources in the end. */
function outcomes(output: string): string[][] {
  return output
    .split(/^\$ /m)
    .slice(1)
    .flatMap((text) => {
      const command = text.slice(0, text.indexOf("\n"));
      const summary = [...text.matchAll(/^Resources:\n((?: {4}.*\n)+)/gm)].at(-1)?.[1];
      return summary ? [[command, ...summary.trim().split(/\n\s*/)]] : [];
    });
}

describe("the program from Pulumi's own command line", function () {
  this.timeout(600_000);
  const { folder, inSession } = cloneRuns();
  it("builds a student's lab by the README's commands, in every stage and back, and then another one", async () => {
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

  it("reports a wrong configuration as one error, and shows no secret", async () => {
    copyFileSync(join(folder(), "Pulumi.dev.yaml"), join(folder(), "Pulumi.try.yaml"));
    const run = inSession(`
      export PULUMI_SKIP_CONFIRMATIONS=true
      pulumi stack init try && pulumi config set mode wrong && pulumi preview && exit 1
      echo "$ exit code $?"
      pulumi config set mode report && pulumi config set --secret subscriptionEmail hush@example.com
      pulumi preview --diff`);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const [failed = "", code = ""] = run.stdout.split(/^\$ /m);
    assert.match(
      failed,
      /\nDiagnostics:\n {2}pulumi:pulumi:Stack \(config-remediation-lab-try\):\n {4}error: The configuration of stack try has an error; nothing was changed:\n {6}- config-remediation-lab:mode: expected "enforce" or "report", got "wrong"\n {4}Set a value with: pulumi config set KEY VALUE\n\nResources:/,
    );
    assert.doesNotMatch(failed, /exit code|\n +at /);
    assert.match(code, /^exit code 1\n/);
    assert.match(code, /endpoint +: \[secret\]/);
    assert.doesNotMatch(run.stdout + run.stderr, /hush/);
    assert.deepEqual(run.leftovers(), []);
  });

  it("ends in order at Ctrl-C: no process is left, and the stack can be used on", async () => {
    const run = inSession(`
      trap : INT
      pulumi stack init dev && pulumi up --yes --skip-preview
      echo "$ exit code $?"
      # Plugins notice the end of their engine within a second; language host, program and plugins have to be gone.
      while ps -eo args | grep -e "$PULUMI_HOME/plugins/" -e "--pwd $PWD" | grep -v grep >&2; do sleep 0.1; done
      pulumi destroy --yes --skip-preview`);
    await run.said(/network-vpc creating/);
    run.interrupt();
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    // A terminal interrupts the program, too. If that ends while a resource waits for it, the update fails before it is canceled.
    assert.match(run.stdout, /error: update (canceled|failed)\n/);
    assert.match(run.stdout, /^\$ exit code [1-9]/m);
    assert.match(outcomes(run.stdout).join(), /- \d+ deleted/);
    assert.deepEqual(run.leftovers(), []);
  });
});
