import assert from "node:assert/strict";
import { cloneRuns } from "./fakes/cloneRuns";

/** Of the other partitions the one whose services and console have names of their own. */
describe("the lab in China", function () {
  this.timeout(600_000);
  const { inSession } = cloneRuns();

  it("is built, checked and destroyed with the ARNs and links of its partition", async () => {
    const commands = `
      export PULUMI_SKIP_CONFIRMATIONS=true
      set -e
      pulumi stack init china && pulumi config set aws:region cn-north-1
      pulumi config set itscAccount stuabc && pulumi config set subscriptionEmail stuabc@example.com
      pulumi up --skip-preview
      echo '$ state' && pulumi stack export
      echo '$ links' && pulumi stack output consoleLinks
      echo '$ checks' && config-lab verify --task 2
      echo '$ nothing to do' && pulumi preview --refresh --expect-no-changes
      pulumi destroy --skip-preview`;
    const run = inSession(commands, ["--region", "cn-north-1"]);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const [, state = "", links = "", checks = "", unchanged = ""] = run.stdout.split(/^\$ [\w ]+\n/m);
    const arns = [...new Set([...state.matchAll(/arn:(aws[\w-]*):\w+:/g)].map(([arn]) => arn))].sort();
    assert.deepEqual(
      arns,
      ["apigateway", "config", "ec2", "iam", "lambda", "logs", "s3", "sns"].map(
        (service) => `arn:aws-cn:${service}:`,
      ),
    );
    const hosts = Object.values(JSON.parse(links) as Record<string, string>).map(
      (link) => new URL(link).host,
    );
    assert.deepEqual([...new Set(hosts)], ["cn-north-1.console.amazonaws.cn"]);
    assert.match(checks, /\n1 of 1 tasks done/);
    assert.match(unchanged, /\n {4}34 unchanged\n/);
    assert.deepEqual(run.leftovers(), []);
  });
});
