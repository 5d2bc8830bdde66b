import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cloneRuns } from "./fakes/cloneRuns";

const config = (name: string) =>
  `config:\n  aws:region: us-east-1\n  config-remediation-lab:itscAccount: ${name}\n  config-remediation-lab:subscriptionEmail:`;

/** A user's stack files, one for each way to keep secrets, and two of unusual format. */
const files: Readonly<Record<string, string>> = {
  // Made by pulumi config set --secret, with the passphrase "mine".
  "Pulumi.own.yaml": `encryptionsalt: v1:nIZFflUvKqY=:v1:GAgd16awto6iztFM:TtP/jDqlZm792I6Jn0psCO1XaYLthA==\n${config("own")}\n    secure: v1:Vut35RiVWHe90r9D:WdNAAx/gRDlqTGWx8+6DU1JPnODGVhKIoebvFS6Eaw==\n`,
  "Pulumi.kms.yaml": `secretsprovider: awskms://alias/class?region=us-east-1\nencryptedkey: QUJDREVGR0g=\n${config("kms")}\n    secure: v1:AAAAAAAAAAA=:BBBBBBBBBBBBBBBB\n`,
  "Pulumi.cloud.yaml": `${config("cloud")}\n    secure: AAABAJ0iPcTq7bK1v0mW1u2w3x4y5z6A7B8C9D0E1F2G3H4I5J6K7L8M\n`,
  "Pulumi.plain.yaml": `${config("plain")} plain@example.com\n`,
  "Pulumi.odd.yaml":
    "# Team 3\r\n\r\nconfig: { 'aws:region':   us-east-1,\r\n  # the student\r\n  itscAccount: odd }\r\n\r\n\r\n# end",
};
const names = Object.keys(files).map((file) => file.split(".")[1] ?? "");

describe("stack files of the user in a session", function () {
  this.timeout(600_000);
  const { folder, inSession } = cloneRuns();
  const write = (name: string, text: string) => writeFileSync(join(folder(), name), text);

  /** Everything of Pulumi in the clone's folder. */
  const found = () =>
    Object.fromEntries(
      readdirSync(folder())
        .filter((name) => /^Pulumi\./.test(name))
        .map((name) => [name, readFileSync(join(folder(), name), "latin1")]),
    );
  let original: Record<string, string>;

  beforeEach(() => {
    for (const [name, text] of Object.entries(files)) write(name, text);
    original = found();
  });

  const perStack = `
    pulumi stack init $name
    pulumi config set stage environment --stack $name
    pulumi config set --secret mode report --cwd $PWD --stack $name
    test "$(pulumi config get mode)" = report`;

  it("are the same bytes after stacks of those names were made, configured and removed in it", async () => {
    const run = inSession(`set -e
      for name in ${names.join(" ")} fresh; do ${perStack}
      done
      test "$(pulumi config get itscAccount --stack odd)" = odd
      test "$(pulumi config get subscriptionEmail --stack plain)" = plain@example.com
      pulumi config get subscriptionEmail --stack own && exit 1
      pulumi config set requiredPermissions '[' --stack fresh
      pulumi stack rm --yes own; pulumi stack rm --yes plain; pulumi stack init plain
      pulumi config get subscriptionEmail`);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    assert.match(run.stdout, /^plain@example\.com$/m);
    assert.deepEqual(
      [...run.stderr.matchAll(/^Note: (Pulumi\.\w+\.yaml) has secrets .* set in it: (\S+)\. Set them/gm)].map(
        ([, file, key]) => `${file} ${key}`,
      ),
      ["cloud", "kms", "own", "own"].map(
        (name) => `Pulumi.${name}.yaml config-remediation-lab:subscriptionEmail`,
      ),
    );
    assert.deepEqual(found(), original);
    assert.deepEqual(run.leftovers(), []);
  });

  it("are the same bytes when the session is killed", async () => {
    const run = inSession(`for name in ${names.join(" ")}; do pulumi stack init $name; done
      pulumi config set stage environment; echo ready; exec sleep 600`);
    await run.said(/^ready$/m);
    await run.end();
    assert.equal(await run.endSignal(), "SIGKILL");
    assert.deepEqual(found(), original);
  });

  it("are the same bytes after a script of the Automation API has worked in the clone", async () => {
    write(
      "script.js",
      `const { LocalWorkspace } = require("@pulumi/pulumi/automation");
       LocalWorkspace.createStack({ stackName: "cloud", workDir: __dirname })
         .then((stack) => stack.setConfig("stage", { value: "environment" }).then(() => stack.getConfig("stage")))
         .then(({ value }) => console.log(value));`,
    );
    const run = inSession("node script.js");
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    assert.match(run.stdout, /^environment$/m);
    assert.deepEqual(found(), original);
  });

  it("open with the user's own passphrase, and what is edited in them meanwhile is adopted", async () => {
    const commands = `set -e
      pulumi stack init own && pulumi config set stage environment
      echo '  config-remediation-lab:mode: report' >> Pulumi.own.yaml
      echo "$(pulumi config get subscriptionEmail) $(pulumi config get mode) $(pulumi config get stage)"`;
    const run = inSession(commands, [], { PULUMI_CONFIG_PASSPHRASE: "mine" });
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    assert.match(run.stdout, /^own@example\.com report environment$/m);
    const edited = `${original["Pulumi.own.yaml"]}  config-remediation-lab:mode: report\n`;
    assert.deepEqual(found(), { ...original, "Pulumi.own.yaml": edited });
  });
});
