import assert from "node:assert/strict";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { ConfigServiceClient, DescribeConfigRulesCommand } from "@aws-sdk/client-config-service";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { LambdaClient, ListFunctionsCommand, UpdateFunctionCodeCommand } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  GetBucketAclCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import {
  CreateTopicCommand,
  PublishCommand,
  SetTopicAttributesCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import { accountId, policy, refusal, inTestAws, type TestAws } from "../gateway/testAws";

describe("a role's session", function () {
  this.timeout(120_000);
  let test: TestAws;
  let ec2: EC2Client;
  let iam: IAMClient;
  let inLab: { vpcId: string; groupId: string };
  let outside: { vpcId: string; groupId: string };

  inTestAws(async (started) => {
    test = started;
    ec2 = new EC2Client(test.settings());
    iam = new IAMClient(test.settings());
    [inLab, outside] = [await makeGroup(ec2, "lab"), await makeGroup(ec2, "outside")];
  });

  const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:${accountId}:${resource}`;
  const smtps = (groupId: string) => ({
    GroupId: groupId,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 465, ToPort: 465, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
  });

  it("is simulated as it is enforced", async () => {
    const { SimulatePrincipalPolicyCommand } = await import("@aws-sdk/client-iam");
    const write = "ec2:AuthorizeSecurityGroupIngress";
    const role = await test.makeRole("simulated", [
      { Effect: "Allow", Action: "config:Put*", Resource: "*" },
      {
        Effect: "Allow",
        Action: write,
        Resource: "*",
        Condition: { ArnEquals: { "ec2:Vpc": arn("ec2", `vpc/${inLab.vpcId}`) } },
      },
      { Effect: "Deny", Action: "config:PutConfigRule", Resource: "*" },
    ]);
    const simulate = async (ActionNames: string[], ResourceArns?: string[], vpcId?: string) => {
      const { EvaluationResults = [] } = await iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: role,
          ActionNames,
          ResourceArns,
          ContextEntries: vpcId
            ? [
                {
                  ContextKeyName: "ec2:Vpc",
                  ContextKeyType: "string",
                  ContextKeyValues: [arn("ec2", `vpc/${vpcId}`)],
                },
              ]
            : undefined,
        }),
      );
      return EvaluationResults.map((one) => [one.EvalActionName, one.EvalResourceName, one.EvalDecision]);
    };
    assert.deepEqual(await simulate(["config:PutEvaluations", "config:PutConfigRule", "s3:GetObject"]), [
      ["config:PutEvaluations", "*", "allowed"],
      ["config:PutConfigRule", "*", "explicitDeny"],
      ["s3:GetObject", "*", "implicitDeny"],
    ]);
    const groups = [inLab, outside].map(({ groupId }) => arn("ec2", `security-group/${groupId}`));
    assert.deepEqual(
      (await simulate([write], groups, inLab.vpcId)).map(([, , decision]) => decision),
      ["allowed", "allowed"],
    );
    assert.deepEqual(
      (await simulate([write], groups, outside.vpcId)).map(([, , decision]) => decision),
      ["implicitDeny", "implicitDeny"],
    );
    await assert.rejects(
      iam.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: `${role}-none`,
          ActionNames: ["s3:GetObject"],
        }),
      ),
      { name: "NoSuchEntityException" },
    );
  });

  it("may change the groups of the VPC that its policy names, and no other", async () => {
    const role = await test.makeRole("remediation", [
      { Effect: "Allow", Action: "ec2:DescribeSecurityGroups", Resource: "*" },
      {
        Effect: "Allow",
        Action: ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"],
        Resource: arn("ec2", "security-group/*"),
        Condition: { ArnEquals: { "ec2:Vpc": arn("ec2", `vpc/${inLab.vpcId}`) } },
      },
    ]);
    const client = new EC2Client(await test.asRole(role));
    await client.send(new DescribeSecurityGroupsCommand());
    await client.send(new AuthorizeSecurityGroupIngressCommand(smtps(inLab.groupId)));
    await client.send(new RevokeSecurityGroupIngressCommand(smtps(inLab.groupId)));

    const elsewhere = {
      AuthorizeSecurityGroupIngress: new AuthorizeSecurityGroupIngressCommand(smtps(outside.groupId)),
      RevokeSecurityGroupIngress: new RevokeSecurityGroupIngressCommand(smtps(outside.groupId)),
    };
    for (const [action, command] of Object.entries(elsewhere)) {
      assert.deepEqual(await refusal(client.send(command)), {
        code: "UnauthorizedOperation",
        message:
          "You are not authorized to perform this operation. " +
          `User: arn:aws:sts::${accountId}:assumed-role/remediation/test is not authorized to perform: ec2:${action} ` +
          `on resource: ${arn("ec2", `security-group/${outside.groupId}`)} ` +
          `because no identity-based policy allows the ec2:${action} action.`,
        status: 403,
      });
    }
    const other = await refusal(client.send(new CreateVpcCommand({ CidrBlock: "10.7.0.0/16" })));
    assert.equal(other.code, "UnauthorizedOperation");
  });

  it("gets the error that a group doesn't exist, rather than a denial to change it", async () => {
    const client = new EC2Client(await test.asRole(await test.makeRole("nothing-in-ec2", [])));
    const seen = await refusal(
      client.send(new RevokeSecurityGroupIngressCommand(smtps("sg-0123456789abcdef0"))),
    );
    assert.equal(seen.code, "InvalidGroup.NotFound");
  });

  it("is refused in each service's own way", async () => {
    const settings = await test.asRole(await test.makeRole("nothing", []));
    const who = `User: arn:aws:sts::${accountId}:assumed-role/nothing/test is not authorized to perform:`;
    const because = (action: string) => `because no identity-based policy allows the ${action} action`;
    const denied = {
      config: await refusal(new ConfigServiceClient(settings).send(new DescribeConfigRulesCommand())),
      iam: await refusal(new IAMClient(settings).send(new ListRolesCommand())),
      lambda: await refusal(new LambdaClient(settings).send(new ListFunctionsCommand())),
      logs: await refusal(
        new CloudWatchLogsClient(settings).send(new CreateLogGroupCommand({ logGroupName: "g" })),
      ),
    };
    const groups = arn("logs", "log-group:g:log-stream:");
    assert.deepEqual(denied, {
      config: {
        code: "AccessDeniedException",
        message: `${who} config:DescribeConfigRules on resource: * ${because("config:DescribeConfigRules")}`,
        status: 400,
      },
      iam: {
        code: "AccessDenied",
        message: `${who} iam:ListRoles on resource: * ${because("iam:ListRoles")}`,
        status: 403,
      },
      lambda: {
        code: "AccessDeniedException",
        message: `${who} lambda:ListFunctions on resource: * ${because("lambda:ListFunctions")}`,
        status: 403,
      },
      logs: {
        code: "AccessDeniedException",
        message: `${who} logs:CreateLogGroup on resource: ${groups} ${because("logs:CreateLogGroup")}`,
        status: 400,
      },
    });
  });

  it("writes to the log group that its policy names, and no other", async () => {
    const admin = new CloudWatchLogsClient(test.settings());
    for (const logGroupName of ["mine", "other"])
      await admin.send(new CreateLogGroupCommand({ logGroupName }));
    const role = await test.makeRole("logger", [
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: arn("logs", "log-group:mine:*"),
      },
    ]);
    const logs = new CloudWatchLogsClient(await test.asRole(role));
    const stream = (logGroupName: string) => ({ logGroupName, logStreamName: "2026/01/01/[$LATEST]abc" });
    await logs.send(new CreateLogStreamCommand(stream("mine")));
    const logEvents = [{ timestamp: Date.now(), message: "said" }];
    await logs.send(new PutLogEventsCommand({ ...stream("mine"), logEvents }));
    const seen = await refusal(logs.send(new CreateLogStreamCommand(stream("other"))));
    assert.equal(seen.code, "AccessDeniedException");
  });

  it("puts objects where and how its policy says", async () => {
    await new S3Client(test.settings()).send(new CreateBucketCommand({ Bucket: "history" }));
    const role = await test.makeRole("AwsConfigRole", [
      {
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:PutObjectAcl"],
        Resource: `arn:aws:s3:::history/AWSLogs/${accountId}/*`,
        Condition: { StringLike: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      { Effect: "Allow", Action: "s3:GetBucketAcl", Resource: "arn:aws:s3:::history" },
    ]);
    const s3 = new S3Client(await test.asRole(role));
    const object = (Key: string) => ({ Bucket: "history", Key, Body: "{}" });
    const acl = { ACL: "bucket-owner-full-control" as const };
    await s3.send(new GetBucketAclCommand({ Bucket: "history" }));
    await s3.send(new PutObjectCommand({ ...object(`AWSLogs/${accountId}/Config/item`), ...acl }));
    for (const wrong of [{ ...object("elsewhere"), ...acl }, object(`AWSLogs/${accountId}/Config/item`)]) {
      const seen = await refusal(s3.send(new PutObjectCommand(wrong)));
      assert.deepEqual([seen.code, seen.status], ["AccessDenied", 403]);
      assert.match(seen.message, /s3:PutObject on resource: "arn:aws:s3:::history\//);
    }
  });

  it("is held to the bucket's policy too", async () => {
    const admin = new S3Client(test.settings());
    await admin.send(new CreateBucketCommand({ Bucket: "guarded" }));
    const bucketPolicy = (secure: string) =>
      policy([
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:aws:s3:::guarded", "arn:aws:s3:::guarded/*"],
          Condition: { Bool: { "aws:SecureTransport": secure } },
        },
      ]);
    const s3 = new S3Client(
      await test.asRole(await test.makeRole("writer", [{ Effect: "Allow", Action: "s3:*", Resource: "*" }])),
    );
    const put = () => s3.send(new PutObjectCommand({ Bucket: "guarded", Key: "key", Body: "x" }));
    await admin.send(new PutBucketPolicyCommand({ Bucket: "guarded", Policy: bucketPolicy("false") }));
    await put();
    await admin.send(new PutBucketPolicyCommand({ Bucket: "guarded", Policy: bucketPolicy("true") }));
    const seen = await refusal(put());
    assert.equal(seen.code, "AccessDenied");
    assert.match(seen.message, /with an explicit deny in a resource-based policy$/);
  });

  it("publishes where its own policy or the topic's allows it", async () => {
    const admin = new SNSClient(test.settings());
    const topics = await Promise.all(
      ["a-config-topic", "other", "open"].map((Name) => admin.send(new CreateTopicCommand({ Name }))),
    );
    const [named, other, open] = topics.map((topic) => topic.TopicArn!);
    const role = await test.makeRole("publisher", [
      { Effect: "Allow", Action: "sns:Publish", Resource: arn("sns", "*-config-topic") },
    ]);
    const statement = { Effect: "Allow", Principal: { AWS: role }, Action: "sns:Publish", Resource: open };
    await admin.send(
      new SetTopicAttributesCommand({
        TopicArn: open,
        AttributeName: "Policy",
        AttributeValue: policy([statement]),
      }),
    );
    const sns = new SNSClient(await test.asRole(role));
    await sns.send(new PublishCommand({ TopicArn: named, Message: "m" }));
    await sns.send(new PublishCommand({ TopicArn: open, Message: "m" }));
    assert.deepEqual(await refusal(sns.send(new PublishCommand({ TopicArn: other, Message: "m" }))), {
      code: "AuthorizationErrorException",
      message:
        `User: arn:aws:sts::${accountId}:assumed-role/publisher/test is not authorized to perform: SNS:Publish ` +
        `on resource: ${other} because no identity-based policy allows the SNS:Publish action`,
      status: 403,
    });
  });

  it("feels a change of its policies at once", async () => {
    const role = await test.makeRole("changing", []);
    const client = new EC2Client(await test.asRole(role));
    const describe = () => client.send(new DescribeSecurityGroupsCommand());
    const statement = (Effect: string) => ({ Effect, Action: "ec2:Describe*", Resource: "*" });
    const inline = (Effect: string) =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: "changing",
          PolicyName: "inline",
          PolicyDocument: policy([statement(Effect)]),
        }),
      );
    assert.equal((await refusal(describe())).code, "UnauthorizedOperation");
    await inline("Allow");
    await describe();
    await inline("Deny");
    assert.match((await refusal(describe())).message, /with an explicit deny in an identity-based policy\.$/);
    await iam.send(new DeleteRolePolicyCommand({ RoleName: "changing", PolicyName: "inline" }));
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: "managed", PolicyDocument: policy([statement("Allow")]) }),
    );
    await iam.send(new AttachRolePolicyCommand({ RoleName: "changing", PolicyArn: Policy!.Arn }));
    await describe();
  });

  it("has what AWS's managed policies give it", async () => {
    await test.makeRole("basic", []);
    const PolicyArn = "arn:aws:iam::aws:policy/service-role/AWS_ConfigRole";
    await iam.send(new AttachRolePolicyCommand({ RoleName: "basic", PolicyArn }));
    const settings = await test.asRole(`arn:aws:iam::${accountId}:role/basic`);
    await new EC2Client(settings).send(new DescribeSecurityGroupsCommand());
    const code = { FunctionName: "f", ZipFile: Buffer.from("zip") };
    const seen = await refusal(new LambdaClient(settings).send(new UpdateFunctionCodeCommand(code)));
    assert.equal(seen.code, "AccessDeniedException");
    assert.match(
      seen.message,
      new RegExp(`lambda:UpdateFunctionCode on resource: ${arn("lambda", "function:f")} `),
    );
  });

  it("stays within its permissions boundary", async () => {
    const role = await test.makeRole("bounded", [{ Effect: "Allow", Action: "*", Resource: "*" }]);
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: "boundary",
        PolicyDocument: policy([{ Effect: "Allow", Action: "iam:*", Resource: "*" }]),
      }),
    );
    const boundary = { RoleName: "bounded", PermissionsBoundary: Policy!.Arn };
    await iam.send(new PutRolePermissionsBoundaryCommand(boundary));
    const settings = await test.asRole(role);
    await new IAMClient(settings).send(new ListRolesCommand());
    const seen = await refusal(new EC2Client(settings).send(new DescribeSecurityGroupsCommand()));
    assert.match(
      seen.message,
      /because no permissions boundary allows the ec2:DescribeSecurityGroups action\.$/,
    );
  });
});

async function makeGroup(ec2: EC2Client, name: string): Promise<{ vpcId: string; groupId: string }> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const vpcId = Vpc!.VpcId!;
  const group = { GroupName: name, Description: name, VpcId: vpcId };
  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand(group));
  return { vpcId, groupId: GroupId! };
}
