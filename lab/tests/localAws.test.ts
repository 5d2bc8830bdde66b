import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupsCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { LabStackOutputs } from "../../components/labOutputs";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { explain } from "../failures";
import { searchLog } from "../functionLog/searchLog";
import { catalogue } from "../incidents/catalogue";
import { readGroupRules } from "../incidents/groupRules";
import { openIncident, revertIncident } from "../incidents/incident";
import { examine, tasks } from "../tasks";
import { startLocalAws, type LocalAws } from "@config-remediation-lab/local/aws";
import { tcp } from "./fakes/fakeEc2";
import { atStage, labStack } from "./fakes/labStack";
import { pulumiSays, runLab, type Ended, type RunOptions } from "./fakes/runLab";

/** What the fakes of the other tests only assume: that AWS's API takes and answers all this. */
describe("incidents and checks against an endpoint of AWS", function () {
  // The first run on a machine installs moto.
  this.timeout(240_000);

  let folder: string;
  let aws: LocalAws;
  let clients: AwsClients;
  let lab: LabStackOutputs;
  let outside: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "lab-local-aws-test-"));
    aws = await startLocalAws({ folder });
    const { endpoint, credentials } = aws;
    clients = new AwsClients(aws.region, () => ({ endpoint, credentials }));
    const makeGroup = async (VpcId: string | undefined): Promise<string> => {
      const group = { GroupName: "LabSG1", Description: "LabSG1", VpcId };
      const { GroupId } = await clients.ec2.send(new CreateSecurityGroupCommand(group));
      assert.ok(GroupId);
      return GroupId;
    };
    const { Vpc } = await clients.ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    const other = await clients.ec2.send(new CreateVpcCommand({ CidrBlock: "10.1.0.0/16" }));
    const securityGroupId = await makeGroup(Vpc?.VpcId);
    outside = await makeGroup(other.Vpc?.VpcId);
    const { SecurityGroups } = await clients.ec2.send(
      new DescribeSecurityGroupsCommand({
        Filters: [
          { Name: "vpc-id", Values: [Vpc?.VpcId ?? ""] },
          { Name: "group-name", Values: ["default"] },
        ],
      }),
    );
    await clients.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: securityGroupId,
        IpPermissions: [tcp(80), tcp(443)],
      }),
    );
    lab = labStack({
      accountId: aws.accountId,
      vpcId: Vpc?.VpcId,
      securityGroupId,
      defaultSecurityGroupId: SecurityGroups?.[0]?.GroupId,
    });
  });

  after(async () => {
    clients?.destroy();
    await aws?.stop();
    rmSync(folder, { recursive: true });
  });

  const rules = async (groupId: string): Promise<string[]> =>
    (await readGroupRules(clients, groupId)).map(({ ruleId, words }) => `${ruleId} ${words}`);

  for (const entry of catalogue) {
    it(`"${entry.name}" happens, marked, and is taken back to the rule`, async () => {
      const groupId = entry.group === "default" ? lab.defaultSecurityGroupId : lab.securityGroupId;
      const before = await readGroupRules(clients, groupId);
      const opened = await openIncident(lab, clients, entry);
      const during = await readGroupRules(clients, groupId);
      assert.deepEqual(
        during.map(({ ruleId }) => ruleId).sort(),
        opened.after.map(({ ruleId }) => ruleId).sort(),
      );
      for (const words of opened.authorized) {
        assert.equal(
          during.find((rule) => rule.words === words)?.description,
          `config-lab incident ${entry.name}`,
        );
      }
      const reverted = await revertIncident(lab, clients, entry);
      assert.deepEqual([reverted.authorized, reverted.revoked], [opened.revoked, opened.authorized]);
      const after = await readGroupRules(clients, groupId);
      assert.deepEqual(
        after.map(({ words }) => words),
        before.map(({ words }) => words),
      );
      // What was opened went; nothing else was touched. A rule that was removed comes back under a new id.
      if (opened.revoked.length === 0) assert.deepEqual(after, before);
    });
  }

  it("refuses a group outside the lab, which stays as it was", async () => {
    const before = await rules(outside);
    for (const act of [openIncident, revertIncident]) {
      for (const entry of catalogue) {
        await assert.rejects(act(lab, clients, entry, { groupId: outside }), { code: "GroupOutsideLab" });
      }
    }
    assert.deepEqual(await rules(outside), before);
  });

  it("refuses a group that isn't there", async () => {
    const [entry] = catalogue;
    assert.ok(entry);
    for (const groupId of ["sg-0123456789abcdef0", "nonsense"]) {
      await assert.rejects(openIncident(lab, clients, entry, { groupId }), { code: "NoSuchGroup" });
    }
  });

  it("knows credentials that AWS doesn't accept, by every service that a command asks first", async () => {
    const wrong = new AwsClients("us-east-1", () => ({
      endpoint: aws.endpoint,
      credentials: { accessKeyId: "AKIAWRONG", secretAccessKey: "x" },
    }));
    const [entry] = catalogue;
    assert.ok(entry);
    const attempts = [
      () => openIncident(lab, wrong, entry),
      ...tasks.map((task) => () => examine(task, lab, wrong)),
      () => searchLog(wrong, "any"),
    ];
    for (const attempt of attempts) {
      const error: unknown = await attempt().then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.match(explain(error, {}).message, /^AWS rejected these credentials \(\w+\)\.$/);
    }
    wrong.destroy();
  });

  it("reports what isn't there as missing, whatever AWS's code for it is", async () => {
    const nowhere = { ...lab, vpcId: "vpc-0123456789abcdef0", publicSubnetId: "subnet-0123456789abcdef0" };
    const reports = [];
    for (const task of tasks.slice(0, 5)) reports.push(await examine(task, nowhere, clients));
    const notThere = reports.flatMap(({ checks }) =>
      checks.filter(({ seen }) => seen === "absent").map(({ what }) => what),
    );
    assert.deepEqual(notThere, [
      "VPC vpc-0123456789abcdef0",
      "subnet subnet-0123456789abcdef0",
      "topic ust-stuabc-config-topic",
      "function evaluate_remediate_security_group",
      "role AwsConfigLambdaSGRole",
      "role AwsConfigRole",
      "LabSG1 in the resource inventory",
      "the VPC's default group in the resource inventory",
      "rule EC2SecurityGroup",
    ]);
    const [log] = tasks[6] ? (await examine(tasks[6], lab, clients)).checks : [];
    assert.equal(log?.seen, "absent");
  });

  it("finds lines in the log by words that stand together", async () => {
    const stream = { logGroupName: lab.logGroupName, logStreamName: "s" };
    await clients.logs.send(new CreateLogGroupCommand({ logGroupName: lab.logGroupName }));
    await clients.logs.send(new CreateLogStreamCommand(stream));
    const timestamp = Date.now();
    const messages = ["revoking for sg-1", "nothing for revoking", "authorizing for sg-1"];
    await clients.logs.send(
      new PutLogEventsCommand({
        ...stream,
        logEvents: messages.map((message, index) => ({
          timestamp: timestamp + index,
          message: JSON.stringify({
            level: "info",
            message,
            groupId: "sg-1",
            permissions: ["tcp 465 from 0.0.0.0/0"],
          }),
        })),
      }),
    );
    const lines = await searchLog(clients, lab.logGroupName, { filter: "revoking for" });
    assert.deepEqual(
      lines.map(({ message, permissions }) => [message, permissions]),
      [["revoking for sg-1", ["TCP 465 from 0.0.0.0/0"]]],
    );
    assert.equal((await searchLog(clients, lab.logGroupName, { since: new Date(timestamp + 1) })).length, 2);
  });

  describe("by the command", () => {
    const http = "TCP 80 from 0.0.0.0/0";
    const https = "TCP 443 from 0.0.0.0/0";
    const ssh = "TCP 22 from 0.0.0.0/0";

    let withRule: Server | undefined;
    before(async () => {
      withRule = await endpointWithRule(aws.endpoint, "EC2SecurityGroup");
    });
    after(() => withRule?.close());

    const command = (
      args: readonly string[],
      signalWhen?: RunOptions["signalWhen"],
      stack: Partial<LabStackOutputs> = {},
    ): Promise<Ended> => {
      pulumiSays(folder, { stdout: JSON.stringify({ ...lab, ...stack }) });
      const { port } = withRule?.address() as AddressInfo;
      const environment = {
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
        AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
      };
      return runLab(folder, args, { environment, signalWhen });
    };
    const open = async (): Promise<string[]> =>
      (await readGroupRules(clients, lab.securityGroupId)).map(({ words }) => words);

    afterEach(async () => {
      assert.equal((await command(["incident", "ssh", "--revert"])).code, 0);
      assert.deepEqual(await open(), [http, https]);
    });

    it("shows before and after, and where to look", async () => {
      const { code, stdout, stderr } = await command(["incident", "ssh"]);
      assert.deepEqual([code, stderr], [0, ""]);
      const ids = (await readGroupRules(clients, lab.securityGroupId)).map(({ ruleId }) => ruleId);
      const [id22 = "", id80 = "", id443 = ""] = ids;
      assert.deepEqual(stdout.split("\n"), [
        `SSH to the world, on ${lab.securityGroupId}`,
        `  authorized ${ssh}`,
        "",
        `Rules of ${lab.securityGroupId}`,
        `inbound permission      ${"before".padEnd(id80.length)}  after`,
        `${ssh}   ${"-".padEnd(id80.length)}  ${id22}`,
        `${http}   ${id80}  ${id80}`,
        `${https}  ${id443}  ${id443}`,
        "",
        "Expected of the remediation: it revokes TCP 22 from 0.0.0.0/0.",
        "Check it:      npx config-lab verify --task 4",
        "Revert it:     npx config-lab incident ssh --revert",
        "",
      ]);
    });

    it("prints JSON for machines", async () => {
      const { code, stdout } = await command(["incident", "ssh", "--json"]);
      const result = JSON.parse(stdout) as Awaited<ReturnType<typeof openIncident>>;
      assert.equal(code, 0);
      assert.deepEqual([result.authorized, result.revoked, result.unchanged], [[ssh], [], []]);
      assert.deepEqual(result.after.map(({ words }) => words).sort(), (await open()).sort());
    });

    it("ends its watch with exit code 1 when nothing remediates in time", async () => {
      const { code, stdout } = await command(["incident", "ssh", "--watch", "--timeout", "1s"]);
      assert.equal(code, 1);
      assert.match(stdout, /^inbound permission +before +during +after$/m);
      assert.match(
        stdout,
        /^Not remediated within \d.*\. Check the function's log: npx config-lab logs --since 30m$/m,
      );
    });

    it("ends its watch on Ctrl-C with exit code 130, and says that the incident is still open", async () => {
      const { code, stdout, stderr } = await command(["incident", "ssh", "--watch"], (said) =>
        said.includes("Waiting") ? "SIGINT" : undefined,
      );
      assert.equal(code, 130);
      assert.match(stdout, /^SSH to the world, on sg-.*\n {2}authorized TCP 22 from 0\.0\.0\.0\/0\n/);
      assert.match(stdout, /\nExpected of the remediation: it revokes TCP 22 from 0\.0\.0\.0\/0\.\n$/);
      assert.deepEqual(stderr.split("\n"), [
        "Waiting up to 20 min for the remediation (Ctrl-C ends the wait) …",
        `The incident may still be there: ${lab.securityGroupId} authorized TCP 22 from 0.0.0.0/0.`,
        "Check it:      npx config-lab verify --task 4",
        "Revert it:     npx config-lab incident ssh --revert",
        "config-lab: Interrupted.",
        "",
      ]);
      assert.ok((await open()).includes(ssh));
    });

    it("prints what was opened as JSON too when its watch is interrupted", async () => {
      const { code, stdout } = await command(["incident", "ssh", "--watch", "--json"], (said) =>
        said.includes("Waiting") ? "SIGINT" : undefined,
      );
      assert.equal(code, 130);
      assert.deepEqual((JSON.parse(stdout) as { authorized: string[] }).authorized, [ssh]);
    });

    it("says that nothing was changed where the policy requires the incident's permission", async () => {
      const requiredPermissions = [{ protocol: "tcp", port: 80, cidr: "0.0.0.0/0" }, opensSsh];
      assert.equal((await command(["incident", "ssh"])).code, 0);
      const again = await command(["incident", "ssh", "--watch"], undefined, { requiredPermissions });
      assert.equal(again.code, 0);
      assert.match(again.stdout, /\n {2}unchanged TCP 22 from .*: is open already, by this incident\n/);
      assert.match(again.stdout, /\nExpected of the remediation: nothing, since nothing was changed\.\n/);
      assert.equal(again.stderr, "");
    });

    it("isn't made when nothing would remediate it: the rule is looked for in AWS", async () => {
      pulumiSays(folder, { stdout: JSON.stringify({ ...lab, ...atStage("environment") }) });
      const environment = {
        AWS_ENDPOINT_URL: aws.endpoint,
        AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
      };
      assert.deepEqual(await runLab(folder, ["incident", "--watch"], { environment }), {
        code: 3,
        stdout: "",
        stderr:
          "config-lab: There is no rule EC2SecurityGroup in us-east-1, so nothing remediates an incident.\n" +
          "  Continue with Tasks 3 and 5 in the console; only if you have created nothing there, " +
          "pulumi config set stage remediated && pulumi up (or omit --watch)\n",
      });
      assert.deepEqual(await open(), [http, https]);
    });

    it("watches where the rule was created in the console", async () => {
      const watch = ["incident", "ssh", "--watch", "--timeout", "1s"];
      const { code, stderr } = await command(watch, undefined, atStage("environment"));
      assert.equal(code, 1);
      assert.match(stderr, /^Waiting up to 1\.0 s for the remediation/);
    });

    it("verifies: exit code 1 when something is missing, each with what to do", async () => {
      const { code, stdout } = await command(["verify", "--task", "6", "--task", "2"]);
      assert.equal(code, 1);
      assert.match(
        stdout,
        /^Task 2: Examine the roles\n {2}✗ role AwsConfigLambdaSGRole: expected present; seen absent\n/,
      );
      assert.match(
        stdout,
        /\nTask 6: .*\n {2}✓ inbound rules of LabSG1: TCP 80 from 0\.0\.0\.0\/0, TCP 443 from 0\.0\.0\.0\/0\n/,
      );
      assert.match(stdout, /\n0 of 2 tasks done; 3 checks failed\n$/);
    });

    it("prints the log readable, or one JSON object a line", async () => {
      const { code, stdout } = await command(["logs", "--filter", "revoking for"]);
      assert.equal(code, 0);
      assert.match(stdout, /^\S+ \S+ {2}info {3}revoking for sg-1\n {32}TCP 465 from 0\.0\.0\.0\/0\n$/);
      const json = await command(["logs", "--json"]);
      assert.deepEqual(
        json.stdout
          .trim()
          .split("\n")
          .map((line) => (JSON.parse(line) as { message: string }).message),
        ["revoking for sg-1", "nothing for revoking", "authorizing for sg-1"],
      );
    });

    it("says where to look when the log has no such lines", async () => {
      const { code, stdout, stderr } = await command(["logs", "--filter", "no such words"]);
      assert.deepEqual([code, stdout], [0, ""]);
      assert.equal(
        stderr,
        "awsconfig_lambda_security_group has no matching lines of the last 60 min. AWS Config may take 15 minutes to invoke the function; look further back with --since 2h.\n",
      );
    });
  });
});

const opensSsh = { protocol: "tcp", port: 22, cidr: "0.0.0.0/0" };

/** The endpoint, with a rule that never evaluates: making one there takes a function, roles and a recorder. */
async function endpointWithRule(endpoint: string, ConfigRuleName: string): Promise<Server> {
  const { hostname, port } = new URL(endpoint);
  const server = createServer((incoming, outgoing) => {
    if (String(incoming.headers["x-amz-target"]).endsWith(".DescribeConfigRules")) {
      incoming.resume();
      outgoing.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      outgoing.end(JSON.stringify({ ConfigRules: [{ ConfigRuleName }] }));
      return;
    }
    const { method, url, headers } = incoming;
    const forwarded = request({ hostname, port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.once("error", (error) => outgoing.destroy(error));
    incoming.pipe(forwarded);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}
