import assert from "node:assert/strict";
import { cloneRuns } from "./fakes/cloneRuns";

const place = "account 123456789012, us-east-1,";
const adopt =
  "already, and this stack hasn't created it: it stays as it is. To use the account's recorder and channel: " +
  "pulumi config set recorder adopt. To have the stack create them, delete both first, if nothing else needs them.";

/** On the real engine, from Pulumi's own command line, since a mock creates whatever it is asked to. */
describe("what a stack finds in the account", function () {
  this.timeout(600_000);
  const clone = cloneRuns();

  /** Runs a script in a session. `$ NAME` marks what a command printed; `byHand CODE` is what a person does with AWS Config. */
  async function inSession(commands: string): Promise<Record<string, string>> {
    const script = `
      export PULUMI_SKIP_CONFIRMATIONS=true
      init() { pulumi stack init "$1" && pulumi config set aws:region us-east-1 &&
        pulumi config set itscAccount "$2" && pulumi config set subscriptionEmail "$2@example.com"; }
      fails() { "$@" && echo "expected a failure of $*" && exit 1; true; }
      byHand() { node -e '
        const { ConfigService } = require("@aws-sdk/client-config-service");
        const config = new ConfigService({});
        (async () => { '"$1"' })().catch((error) => { console.error(error); process.exitCode = 1; });'; }
      set -e
      ${commands}`;
    const run = clone.inSession(script);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    assert.deepEqual(run.leftovers(), []);
    const marked = run.stdout.split(/^\$ /m).slice(1);
    return Object.fromEntries(
      marked.map((text) => [text.slice(0, text.indexOf("\n")), text.slice(text.indexOf("\n") + 1)]),
    );
  }

  it("stays whole: a second stack with the same account string, or with the same names", async () => {
    const said = await inSession(`
      init first stuabc && pulumi up --skip-preview
      init second stuabc && pulumi config set sharedAccount true
      echo '$ same topic' && fails pulumi up --skip-preview
      pulumi destroy --skip-preview
      pulumi config set sharedAccount false && pulumi config set itscAccount stuxyz
      echo '$ same names' && fails pulumi up
      echo '$ nothing was made' && pulumi destroy --skip-preview
      pulumi stack select first
      echo '$ first' && pulumi preview --refresh --expect-no-changes
      pulumi destroy --skip-preview`);
    const topic =
      `The topic ust-stuabc-config-topic exists already in ${place} and this stack hasn't created it: it stays as it is. ` +
      "Most likely another stack has the same account string: set another one (pulumi config set itscAccount …), or destroy that stack first.";
    assert.ok(said["same topic"]?.includes(topic), said["same topic"]);
    // A bucket's generated name ends in seven random digits.
    assert.match(
      said["same names"] ?? "",
      new RegExp(
        `AWS Config in ${place} has the delivery channel "default" to the bucket monitoring-history-[0-9a-f]{7} ${adopt}`,
      ),
    );
    assert.doesNotMatch(said["nothing was made"] ?? "", /\d deleted/);
    assert.match(said["first"] ?? "", /\n {4}34 unchanged\n/);
  });

  it("is its own: a rule that its state has lost, under another name of the stack too", async () => {
    const said = await inSession(`
      init first stuabc && pulumi up --skip-preview
      urn=$(pulumi stack --show-urns | grep -o 'urn:[^ ]*::remediation-rule$')
      pulumi state delete "$urn"
      echo '$ lost' && pulumi up --skip-preview
      pulumi stack rename second
      echo '$ renamed' && pulumi preview --expect-no-changes
      pulumi state delete "$(echo "$urn" | sed s/:first::/:second::/)"
      echo '$ lost and renamed' && pulumi up --skip-preview
      pulumi destroy --skip-preview`);
    const created = /\n {4}\+ 1 created\n {4}33 unchanged\n/;
    assert.match(said["lost"] ?? "", created);
    assert.match(said["renamed"] ?? "", /\n {4}34 unchanged\n/);
    assert.match(said["lost and renamed"] ?? "", created);
  });

  it("stays as it is: a recorder and a rule created by hand", async () => {
    const said = await inSession(`
      init console stuabc && pulumi config set stage environment && pulumi up --skip-preview
      role=$(pulumi stack output configRoleArn) lambda=$(pulumi stack output LambdaFunctionARN)
      byHand 'await config.putConfigurationRecorder({ ConfigurationRecorder: { name: "default", roleARN: "'$role'" } })'
      pulumi config set stage monitored
      echo '$ recorder' && fails pulumi up --skip-preview
      byHand 'await config.deleteConfigurationRecorder({ ConfigurationRecorderName: "default" })'
      pulumi up --skip-preview
      byHand 'await config.putConfigRule({ ConfigRule: { ConfigRuleName: "EC2SecurityGroup", Source: {
        Owner: "CUSTOM_LAMBDA", SourceIdentifier: "'$lambda'",
        SourceDetails: [{ EventSource: "aws.config", MessageType: "ConfigurationItemChangeNotification" }] } } })'
      pulumi config set stage remediated
      echo '$ rule' && fails pulumi up --skip-preview
      pulumi destroy --skip-preview
      echo '$ after destroy'
      byHand 'const { ConfigRules } = await config.describeConfigRules({});
        console.log(ConfigRules.map((rule) => rule.ConfigRuleName).join())'`);
    assert.ok(
      said["recorder"]?.includes(`AWS Config in ${place} has the recorder "default" ${adopt}`),
      said["recorder"],
    );
    const rule =
      `AWS Config in ${place} has the rule "EC2SecurityGroup" already, and this stack hasn't created it: it stays as it is. ` +
      "Delete it, if nothing else needs it (aws configservice delete-config-rule --config-rule-name EC2SecurityGroup), " +
      "or stay at the stage before (pulumi config set stage monitored).";
    assert.ok(said["rule"]?.includes(rule), said["rule"]);
    assert.equal(said["after destroy"], "EC2SecurityGroup\n");
  });
});
