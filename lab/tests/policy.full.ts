import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cloneRuns } from "./fakes/cloneRuns";

/** The features of docs/policy.md on the real engine, with what AWS Config, EC2 and the command then show. */
describe("a policy beyond the lab's", function () {
  this.timeout(600_000);
  const { inSession } = cloneRuns();

  it("tolerates what is allowed, leaves an exempt group alone, and restores what was revoked", async () => {
    const run = inSession(`
      export PULUMI_SKIP_CONFIRMATIONS=true
      aws() { node -e '
        const { ConfigService } = require("@aws-sdk/client-config-service");
        const { EC2 } = require("@aws-sdk/client-ec2");
        const [config, ec2, GroupId] = [new ConfigService({}), new EC2({}), process.argv[1]];
        const tcp = (port, CidrIp) => ({ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp }] });
        const open = (...IpPermissions) => ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions });
        const ports = async () => (await ec2.describeSecurityGroups({ GroupIds: [GroupId] })).SecurityGroups[0]
          .IpPermissions.map(({ FromPort }) => FromPort).sort((one, other) => one - other).join();
        const annotation = async () => (await config.getComplianceDetailsByResource({
          ResourceType: "AWS::EC2::SecurityGroup", ResourceId: GroupId })).EvaluationResults[0]?.Annotation;
        const until = async (read, wanted) => {
          for (let tries = 0; tries < 600; tries++) {
            const value = await read();
            if (wanted(value)) return console.log(value);
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
          throw new Error("timed out; last seen: " + await read());
        };
        (async () => { '"$1"' })().catch((error) => { console.error(error); process.exitCode = 1; });' "$group"; }
      set -e
      pulumi stack init policy && pulumi config set aws:region us-east-1
      pulumi config set itscAccount stuabc && pulumi config set subscriptionEmail stuabc@example.com
      pulumi config set --path 'allowedPermissions[0].protocol' tcp
      pulumi config set --path 'allowedPermissions[0].fromPort' 8000
      pulumi config set --path 'allowedPermissions[0].toPort' 8999
      pulumi config set --path 'allowedPermissions[0].cidr' 10.0.0.0/8
      pulumi config set exemptions true && pulumi config set safetyNet TwentyFour_Hours
      pulumi up --skip-preview
      group=$(pulumi stack output securityGroupId)
      echo '$ triggers'
      aws 'const [rule] = (await config.describeConfigRules({})).ConfigRules;
        for (const { MessageType, MaximumExecutionFrequency = "" } of rule.Source.SourceDetails)
          console.log((MessageType + " " + MaximumExecutionFrequency).trim())'
      echo '$ allowed'
      aws 'await open(tcp(8080, "10.1.0.0/16"), tcp(22, "0.0.0.0/0"));
        await until(ports, (seen) => seen === "80,443,8080")'
      config-lab verify --task 6
      echo '$ exempt'
      aws 'await ec2.createTags({ Resources: [GroupId],
          Tags: [{ Key: "config-remediation-lab:exempt-until", Value: "9998-12-31" }] });
        await open(tcp(25, "0.0.0.0/0"));
        await until(annotation, (seen) => seen?.includes("exempt until"));
        console.log(await ports())'
      echo '$ findings'
      config-lab findings --csv
      echo '$ no longer exempt'
      aws 'await ec2.deleteTags({ Resources: [GroupId], Tags: [{ Key: "config-remediation-lab:exempt-until" }] });
        await until(ports, (seen) => seen === "80,443,8080")'
      echo '$ restored'
      config-lab restore --group "$group" --last --yes
      echo '$ unchanged'
      pulumi preview --refresh --expect-no-changes
      pulumi destroy --skip-preview`);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const shown = Object.fromEntries(
      run.stdout
        .split(/^\$ /m)
        .slice(1)
        .map((text) => [text.slice(0, text.indexOf("\n")), text.slice(text.indexOf("\n") + 1)]),
    );
    assert.deepEqual(shown["triggers"]?.trim().split("\n").sort(), [
      "ConfigurationItemChangeNotification",
      "OversizedConfigurationItemChangeNotification",
      "ScheduledNotification TwentyFour_Hours",
    ]);
    assert.match(shown["allowed"] ?? "", /^80,443,8080\n/);
    assert.equal(
      shown["exempt"],
      "Permissions are not as required, and the group is exempt until 9998-12-31. " +
        "Would revoke (1): tcp 25 from 0.0.0.0/0.\n25,80,443,8080\n",
    );
    assert.match(
      shown["findings"] ?? "",
      /^group,name,vpc,change,permission,exempt until\nsg-[0-9a-f]{17},LabSG1,vpc-[0-9a-f]{17},revoke,TCP 25 from 0\.0\.0\.0\/0,9998-12-31\n$/,
    );
    assert.match(shown["no longer exempt"] ?? "", /^80,443,8080\n$/);
    assert.match(
      shown["restored"] ?? "",
      /TCP 25 from 0\.0\.0\.0\/0 +revokes it again\n[^]*allowedPermissions:\n {4}- \{protocol: tcp, port: 25, cidr: 0\.0\.0\.0\/0\}\nRestored 1 of sg-/,
    );
    assert.deepEqual(run.leftovers(), []);
  });

  it("mails what the function failed on three times, with scope account", async () => {
    const folder = mkdtempSync(join(tmpdir(), "policy-test-"));
    const faults = join(folder, "faults.json");
    const denied = {
      call: "ec2:AuthorizeSecurityGroupIngress",
      caller: "AwsConfigLambdaSGRole",
      effect: "error",
      code: "UnauthorizedOperation",
      status: 403,
    };
    writeFileSync(faults, JSON.stringify({ faults: [denied] }));
    try {
      const script = `
        export PULUMI_SKIP_CONFIRMATIONS=true
        mails() { node -e '
          const { readdirSync, readFileSync } = require("node:fs");
          const folder = process.env.CONFIG_REMEDIATION_LAB_MAILBOX;
          const bodies = () => readdirSync(folder).map((name) => JSON.parse(readFileSync(folder + "/" + name, "utf8")).Body);
          (async () => { '"$1"' })().catch((error) => { console.error(error); process.exitCode = 1; });'; }
        set -e
        pulumi stack init failures && pulumi config set aws:region us-east-1
        pulumi config set itscAccount stuabc && pulumi config set subscriptionEmail ops@example.com
        pulumi config set scope account
        pulumi up --skip-preview
        mails 'for (const body of bodies())
          for (const [link] of body.matchAll(/http:[^\\s"<>]+ConfirmSubscription[^\\s"<>]+/g)) await fetch(link)'
        config-lab incident
        echo '$ record'
        mails 'for (let tries = 0; tries < 600; tries++) {
            const record = bodies().find((body) => body.includes("RetriesExhausted"));
            if (record) return console.log(/{.*}/.exec(record)[0]);
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
          throw new Error("no record was mailed")'
        pulumi destroy --skip-preview`;
      const run = inSession(script, ["--faults", faults]);
      assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
      const line = run.stdout.split("$ record\n")[1]?.split("\n")[0] ?? "";
      const record = JSON.parse(line) as {
        requestContext: { approximateInvokeCount: number };
        responsePayload: { errorMessage: string };
      };
      assert.equal(record.requestContext.approximateInvokeCount, 3);
      assert.equal(
        record.responsePayload.errorMessage,
        "The function's role is denied ec2:AuthorizeSecurityGroupIngress.",
      );
      assert.deepEqual(run.leftovers(), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
