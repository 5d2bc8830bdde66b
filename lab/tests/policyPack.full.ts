import assert from "node:assert/strict";
import { labRuns } from "@config-remediation-lab/local/tests/leftovers";
import { resourcePolicies, stackPolicies } from "../../policies/pack";
import { ProgramClone } from "./fakes/programClone";

/** A change of the program for each policy, which violates it. */
const broken: Readonly<Record<string, readonly [file: string, found: string, by: string]>> = {
  "limited-roles": ["components/policies/configRolePolicies.ts", '"sns:Publish"', '"sns:*"'],
  "expiring-logs": ["components/remediationRule.ts", "retentionInDays: 14,", ""],
  "tagged-resources": ["components/configMonitoring.ts", ", tags: args.tags }", " }"],
  "required-ingress": ["components/labNetwork.ts", "fromPort: 80, toPort: 80", "fromPort: 22, toPort: 22"],
  "private-buckets": ["components/historyBucket.ts", "blockPublicPolicy: true", "blockPublicPolicy: false"],
  "encrypted-buckets": [
    "components/historyBucket.ts",
    "new BucketServerSideEncryptionConfiguration(",
    "Array.of(",
  ],
  "tls-only-buckets": [
    "components/historyBucket.ts",
    "pulumi.jsonStringify(arn.apply((text) => bucketPolicy(account, text)))",
    'JSON.stringify({ Version: "2012-10-17", Statement: [] })',
  ],
  "handout-names": [
    "components/remediationRule.ts",
    '"Restrict inbound ports to HTTP and HTTPS"',
    '"A rule"',
  ],
  "rule-before-groups": [
    "index.ts",
    "[...network.groups, ...recording(monitoring)]",
    "recording(monitoring)",
  ],
};

/** Of the engine's summary: the policies that aren't met, with how they are enforced. */
function reported(output: string): string[] {
  return [...output.matchAll(/^ +- \[(\w+)\] +([\w-]+) +\(/gm)].map(([, level, name]) => `${name} ${level}`);
}

describe("the policy pack on the engine", function () {
  this.timeout(600_000);
  const startRun = labRuns();
  let clone: ProgramClone;

  before(() => {
    clone = new ProgramClone();
  });
  after(() => clone.remove());

  const inSession = (commands: string) =>
    startRun(["local", "--", "bash", "-c", `export PULUMI_SKIP_CONFIRMATIONS=true\n${commands}`], {
      cwd: clone.path,
      bin: clone.bin,
    });

  it("is met by the lab in an update and in a preview afterwards, without a network", async () => {
    const run = inSession(`
      pulumi stack init dev
      pulumi up --skip-preview --policy-pack policies || exit
      pulumi preview --policy-pack policies --expect-no-changes`);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    assert.equal(run.stdout.match(/✅ config-remediation-lab@v0\.1\.0 \(local: \S*policies\)/g)?.length, 2);
    assert.deepEqual(reported(run.stdout), []);
  });

  it("reports each policy that a change of the program violates", async () => {
    const names = [...resourcePolicies, ...stackPolicies].map(({ name }) => name);
    assert.deepEqual(Object.keys(broken), names);
    for (const [file, found, by] of Object.values(broken)) clone.replace(file, found, by);
    const run = inSession("pulumi stack init dev\npulumi preview --policy-pack policies");
    assert.notEqual(await run.exitCode(), 0);
    // Before the VPC exists the text of the function's policy isn't known: that one is checked in the update.
    const unknown = "limited-roles advisory";
    assert.deepEqual(
      reported(run.stdout).sort(),
      [...names.map((name) => `${name} mandatory`), unknown].sort(),
    );
  });
});
