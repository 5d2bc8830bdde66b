import assert from "node:assert/strict";
import { cloneRuns } from "./fakes/cloneRuns";

/** A role such as AWS Academy's learner labs have, which many services may assume. On the real engine. */
describe("a stack in an account that forbids creating roles", function () {
  this.timeout(900_000);
  const { inSession } = cloneRuns();

  /** `makeRole NAME ACTION…` creates a role that allows these actions. */
  const prelude = `
    export PULUMI_SKIP_CONFIRMATIONS=true
    set -e
    arn=arn:aws:iam::123456789012:role
    makeRole() { node -e '
      const { IAM } = require("@aws-sdk/client-iam");
      const [RoleName, ...Action] = process.argv.slice(1);
      const services = ["ec2", "lambda", "config", "sagemaker"].map((name) => name + ".amazonaws.com");
      const document = (statement) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
      (async () => {
        const iam = new IAM({});
        const AssumeRolePolicyDocument = document({ Effect: "Allow", Principal: { Service: services }, Action: "sts:AssumeRole" });
        await iam.createRole({ RoleName, AssumeRolePolicyDocument });
        const PolicyDocument = document({ Effect: "Allow", Action, Resource: "*" });
        await iam.putRolePolicy({ RoleName, PolicyName: "all", PolicyDocument });
      })().catch((error) => { console.error(error); process.exitCode = 1; });' "$@"; }
    fails() { "$@" && echo "expected a failure of $*" && exit 1; true; }
    pulumi stack init lab && pulumi config set aws:region us-east-1
    pulumi config set itscAccount stuabc && pulumi config set subscriptionEmail stuabc@example.com
    pulumi config set configRoleArn $arn/LabRole && pulumi config set functionRoleArn $arn/LabRole`;

  it("says what the role lacks, and then works with it, creating none", async () => {
    const run = inSession(`${prelude}
      echo '$ absent' && fails pulumi up --skip-preview
      makeRole LabRole ec2:Describe* s3:* sns:* logs:* config:*
      echo '$ too little' && fails pulumi up --skip-preview
      fails pulumi stack output LambdaFunctionARN
      node -e '
        const { IAM } = require("@aws-sdk/client-iam");
        const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] });
        void new IAM({}).putRolePolicy({ RoleName: "LabRole", PolicyName: "all", PolicyDocument });'
      echo '$ enough' && pulumi up --skip-preview
      echo '$ roles' && pulumi stack export | grep -c aws:iam/ || true
      config-lab mail --confirm && config-lab incident && config-lab incident ssh --watch
      echo '$ verify' && config-lab verify
      pulumi preview --refresh --expect-no-changes
      pulumi destroy --skip-preview`);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const said = Object.fromEntries(
      run.stdout
        .split(/^\$ /m)
        .slice(1)
        .map((text) => [text.slice(0, text.indexOf("\n")), text.slice(text.indexOf("\n") + 1)]),
    );
    assert.match(
      said.absent ?? "",
      /configRoleArn: expected a role that exists, got arn:aws:iam::123456789012:role\/LabRole/,
    );
    const lacking = (action: string) =>
      `- functionRoleArn: arn:aws:iam::123456789012:role/LabRole doesn't allow ec2:${action}SecurityGroupIngress on arn:aws:ec2:us-east-1:123456789012:security-group/sg-00000000000000000`;
    const tooLittle = said["too little"] ?? "";
    assert.match(tooLittle, /Stack lab can't use the account's roles, 2 errors; nothing was changed:/);
    for (const action of ["Authorize", "Revoke"]) assert.ok(tooLittle.includes(lacking(action)), tooLittle);
    assert.match(said.enough ?? "", /Least privilege is lost\./);
    assert.equal(said.roles?.split("\n")[0], "0");
    assert.match(
      said.verify ?? "",
      /✓ whose role LabRole is: the account's: the stack uses it, and least privilege isn't promised/,
    );
    assert.match(said.verify ?? "", /✓ what LabRole allows: all of them/);
    assert.match(said.verify ?? "", /7 of 7 tasks done/);
    assert.deepEqual(run.leftovers(), []);
  });

  it("reads the role's attached policies where the credentials may not simulate", async () => {
    const run = inSession(`${prelude}
      makeRole student '*'
      node -e '
        const { IAM } = require("@aws-sdk/client-iam");
        const { STS } = require("@aws-sdk/client-sts");
        const trusted = (Principal) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }] });
        const denied = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "iam:SimulatePrincipalPolicy", Resource: "*" }] };
        (async () => {
          const iam = new IAM({});
          await iam.updateAssumeRolePolicy({ RoleName: "student", PolicyDocument: trusted({ AWS: "arn:aws:iam::123456789012:root" }) });
          await iam.putRolePolicy({ RoleName: "student", PolicyName: "denied", PolicyDocument: JSON.stringify(denied) });
          const AssumeRolePolicyDocument = trusted({ Service: ["lambda.amazonaws.com", "config.amazonaws.com"] });
          await iam.createRole({ RoleName: "LabRole", AssumeRolePolicyDocument });
          const { Credentials } = await new STS({}).assumeRole({ RoleArn: "arn:aws:iam::123456789012:role/student", RoleSessionName: "student" });
          console.log(["export AWS_ACCESS_KEY_ID=" + Credentials.AccessKeyId, "AWS_SECRET_ACCESS_KEY=" + Credentials.SecretAccessKey, "AWS_SESSION_TOKEN=" + Credentials.SessionToken].join(" "));
        })().catch((error) => { console.error(error); process.exitCode = 1; });' > student.sh
      . ./student.sh && rm student.sh
      echo '$ nothing attached' && fails pulumi preview
      node -e '
        const { IAM } = require("@aws-sdk/client-iam");
        void new IAM({}).attachRolePolicy({ RoleName: "LabRole", PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess" });'
      echo '$ attached' && pulumi preview`);
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const [, nothing = "", attached = ""] = run.stdout.split(/^\$ .*\n/m);
    assert.match(nothing, /functionRoleArn: .*LabRole doesn't allow ec2:Revoke.*, by its attached policies/);
    assert.match(
      nothing,
      /configRoleArn: .*LabRole doesn't allow sns:Publish on .*, by its attached policies/,
    );
    assert.match(attached, /Least privilege is lost\./);
    assert.doesNotMatch(attached, /simulated/);
    assert.deepEqual(run.leftovers(), []);
  });
});
