import assert from "node:assert/strict";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { inTestAws, type TestAws } from "@config-remediation-lab/local/tests/aws/gateway/testAws";
import { leftoversIn } from "../../../class/down/leftovers";
import { runAwsCommand } from "../../../recovery/awsCli";
import { makeLab, makeRecorder } from "../localLab";

describe("what class down lists as left over", function () {
  this.timeout(120_000);
  let test: TestAws;
  let clients: AwsClients;
  const account = { stack: "account-123456789012-us-east-1", class: "lab7" };
  const student = { stack: "stuabc", class: "lab7" };
  const tagsOf = (of: typeof student) => ({ Class: of.class, Stack: of.stack, Expires: "2026-12-31" });

  inTestAws(async (started) => {
    test = started;
    clients = new AwsClients("us-east-1", () => ({ ...test.settings(), forcePathStyle: true }));
    await makeRecorder(clients, tagsOf(account));
    await makeLab(clients, student.stack, { tags: tagsOf(student) });
    // Labs whose stacks weren't destroyed, or that are another class's, or nobody's.
    await makeLab(clients, "studef", { tags: tagsOf({ stack: "studef", class: "lab7" }) });
    await makeLab(clients, "stughi", { tags: tagsOf({ stack: "stuabc", class: "lab8" }) });
    await makeLab(clients, "stujkl");
    await test.aws.idle();
  });
  after(() => clients?.destroy());

  /** Without the ids that AWS chose. */
  const inShort = (found: readonly string[]) =>
    found.map((one) => one.replaceAll(/\b(vpc|subnet|igw|rtb|rtbassoc|sg)-[0-9a-f]+\b/g, "$1-0"));

  it("is everything with the class's and a destroyed stack's tag, with the commands that delete it", async () => {
    const { found, notes } = await leftoversIn([student], clients);
    assert.deepEqual(notes, []);
    const of = (kind: string, id: string, ...commands: string[]) =>
      `${kind} ${id} (stack stuabc): ${commands.map((one) => `aws ${one} --region us-east-1`).join(" && ")}`;
    const [configRole, functionRole] = ["AwsConfigRole-stuabc", "AwsConfigLambdaSGRole-stuabc"];
    const topic = "arn:aws:sns:us-east-1:123456789012:ust-stuabc-config-topic";
    const [lambda, log] = [
      "evaluate_remediate_security_group-stuabc",
      "awsconfig_lambda_security_group-stuabc",
    ];
    assert.deepEqual(inShort(found).sort(), [
      of("VPC", "vpc-0", "ec2 delete-vpc --vpc-id vpc-0"),
      of("function", lambda, `lambda delete-function --function-name ${lambda}`),
      of(
        "internet gateway",
        "igw-0",
        "ec2 detach-internet-gateway --internet-gateway-id igw-0 --vpc-id vpc-0",
        "ec2 delete-internet-gateway --internet-gateway-id igw-0",
      ),
      of("log group", log, `logs delete-log-group --log-group-name ${log}`),
      of(
        "role",
        functionRole,
        `iam delete-role-policy --role-name ${functionRole} --policy-name awsconfig_lambda_ec2_sg_role_policy`,
        `iam delete-role --role-name ${functionRole}`,
      ),
      of(
        "role",
        configRole,
        `iam delete-role-policy --role-name ${configRole} --policy-name S3Access`,
        `iam delete-role-policy --role-name ${configRole} --policy-name SNSPublish`,
        `iam delete-role --role-name ${configRole}`,
      ),
      of(
        "route table",
        "rtb-0",
        "ec2 disassociate-route-table --association-id rtbassoc-0",
        "ec2 delete-route-table --route-table-id rtb-0",
      ),
      of(
        "rule",
        "EC2SecurityGroup-stuabc",
        "configservice delete-config-rule --config-rule-name EC2SecurityGroup-stuabc",
      ),
      of("security group", "sg-0", "ec2 delete-security-group --group-id sg-0"),
      of("subnet", "subnet-0", "ec2 delete-subnet --subnet-id subnet-0"),
      of("topic", topic, `sns delete-topic --topic-arn ${topic}`),
    ]);
  });

  it("has the recorder, bucket and role of the account's stack too", async () => {
    const { found } = await leftoversIn([account], clients);
    assert.deepEqual(
      found.map((one) => one.replace(/ \(stack account-123456789012-us-east-1\).*/, "")),
      ["recorder default", "bucket class-history-0a1b2c3", "role AwsConfigRole-class-us-east-1"],
    );
  });

  it("notes the kind that couldn't be looked up, and lists the others", async () => {
    const services = ["config", "ec2", "lambda", "logs", "s3", "sns"];
    const statement = { Effect: "Allow", Action: services.map((name) => `${name}:*`), Resource: "*" };
    const settings = await test.asRole(await test.makeRole("Teacher", [statement]));
    const teacher = new AwsClients("us-east-1", () => ({ ...settings, forcePathStyle: true }));
    const { found, notes } = await leftoversIn([student], teacher);
    teacher.destroy();
    assert.equal(found.length, 9);
    assert.match(notes.join(), /^leftovers of the kind role couldn't be looked up: /);
  });

  it("is gone when the commands have run in this order", async () => {
    const { found } = await leftoversIn([student, account], clients);
    const commands = found.flatMap((one) => one.slice(one.indexOf("): ") + 3).split(" && "));
    assert.equal(commands.length, 20);
    await clients.config.stopConfigurationRecorder({ ConfigurationRecorderName: "default" });
    for (const command of commands) await runAwsCommand(command.replace(" --region us-east-1", ""), clients);
    assert.deepEqual(await leftoversIn([student, account], clients), { found: [], notes: [] });
    assert.equal((await leftoversIn([{ stack: "studef", class: "lab7" }], clients)).found.length, 11);
  });
});
