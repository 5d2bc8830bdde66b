import assert from "node:assert/strict";
import type { ConfigResources } from "../../../aws/iam";
import { accessesOf } from "../../../aws/iam/access/access";
import { parseRequest } from "../../../aws/request";
import type { AwsRequest } from "../../../aws/service";
import { accountId } from "../gateway/testAws";

const group = { groupId: "sg-0a1b2c3d4e5f60718", vpcId: "vpc-0a1b2c3d4e5f60718", tags: { Name: "LabSG1" } };
const securityGroups = {
  find: (_region: string, by: { readonly groupId?: string; readonly groupName?: string }) =>
    Promise.resolve(by.groupId === group.groupId || by.groupName === "LabSG1" ? group : undefined),
};

const ruleArn = `arn:aws:config:us-east-1:${accountId}:config-rule/config-rule-abc123`;
const recorderArn = `arn:aws:config:us-east-1:${accountId}:configuration-recorder/default/0a1b2c`;
const config: ConfigResources = {
  findResource: (_region, type, by) => {
    const arn = type === "config-rule" ? ruleArn : recorderArn;
    const known = type === "config-rule" ? ["r", "config-rule-abc123", arn] : ["default", arn];
    return known.includes(Object.values(by).join()) ? { arn, tags: { Stack: "stuabc" } } : undefined;
  },
};

function ask(about: Partial<AwsRequest> & { form?: Record<string, string>; json?: object }) {
  const { form, json, service = "", operation = "Operation", ...http } = about;
  const signature = `Credential=KEY/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const target: Record<string, string> =
    json && service !== "lambda" ? { "x-amz-target": `Service.${operation}` } : {};
  const request = parseRequest(
    {
      method: form || json ? "POST" : "GET",
      url: "/",
      body: Buffer.from(form ? new URLSearchParams(form).toString() : json ? JSON.stringify(json) : ""),
      ...http,
      headers: {
        authorization: `AWS4-HMAC-SHA256 ${signature}`,
        "content-type": form ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.1",
        ...target,
        ...http.headers,
      },
    },
    "us-east-1",
  );
  return accessesOf(
    { ...request, caller: { kind: "role", arn: "arn" } },
    { accountId, securityGroups, config },
  );
}

/** `action resource` of each access. */
async function asked(about: Parameters<typeof ask>[0]): Promise<string[]> {
  return (await ask(about)).map(({ action, resource }) => `${action} ${resource}`);
}

const ec2Arn = (resource: string) => `arn:aws:ec2:us-east-1:${accountId}:${resource}`;

describe("what a request asks of IAM", () => {
  it("in EC2: the group, with its VPC and tags", async () => {
    const form = { Action: "RevokeSecurityGroupIngress", GroupId: group.groupId };
    assert.deepEqual(await ask({ service: "ec2", form }), [
      {
        action: "ec2:RevokeSecurityGroupIngress",
        resource: ec2Arn(`security-group/${group.groupId}`),
        context: {
          "ec2:Region": "us-east-1",
          "ec2:SecurityGroupID": group.groupId,
          "ec2:Vpc": ec2Arn(`vpc/${group.vpcId}`),
          "aws:ResourceTag/Name": "LabSG1",
          "ec2:ResourceTag/Name": "LabSG1",
        },
      },
    ]);
    assert.deepEqual(
      await asked({ service: "ec2", form: { Action: "AuthorizeSecurityGroupIngress", GroupName: "LabSG1" } }),
      [`ec2:AuthorizeSecurityGroupIngress ${ec2Arn(`security-group/${group.groupId}`)}`],
    );
  });

  it("in EC2: each resource that a call names by id, or what it is about to create", async () => {
    const ec2 = (form: Record<string, string>) => asked({ service: "ec2", form });
    const source = { "IpPermissions.1.Groups.1.GroupId": "sg-0123456789abcdef0" };
    assert.deepEqual(await ec2({ Action: "DescribeSecurityGroups", "GroupId.1": group.groupId }), [
      "ec2:DescribeSecurityGroups *",
    ]);
    assert.deepEqual(
      await ec2({ Action: "AuthorizeSecurityGroupIngress", GroupId: group.groupId, ...source }),
      [`ec2:AuthorizeSecurityGroupIngress ${ec2Arn(`security-group/${group.groupId}`)}`],
    );
    assert.deepEqual(await ec2({ Action: "DeleteVpc", VpcId: "vpc-0123456789abcdef0" }), [
      `ec2:DeleteVpc ${ec2Arn("vpc/vpc-0123456789abcdef0")}`,
    ]);
    assert.deepEqual(await ec2({ Action: "CreateInternetGateway" }), [
      `ec2:CreateInternetGateway ${ec2Arn("internet-gateway/*")}`,
    ]);
  });

  it("in S3: by method, path and query", async () => {
    const s3 = (method: string, url: string, headers = {}) => asked({ service: "s3", method, url, headers });
    const bucket = "arn:aws:s3:::b";
    assert.deepEqual(await s3("GET", "/"), ["s3:ListAllMyBuckets *"]);
    assert.deepEqual(await s3("GET", "/b?list-type=2&prefix=x"), [`s3:ListBucket ${bucket}`]);
    assert.deepEqual(await s3("GET", "/b?acl"), [`s3:GetBucketAcl ${bucket}`]);
    assert.deepEqual(await s3("PUT", "/b?policy"), [`s3:PutBucketPolicy ${bucket}`]);
    assert.deepEqual(await s3("DELETE", "/b?policy"), [`s3:DeleteBucketPolicy ${bucket}`]);
    assert.deepEqual(await s3("PUT", "/b"), [`s3:CreateBucket ${bucket}`]);
    assert.deepEqual(await s3("DELETE", "/b"), [`s3:DeleteBucket ${bucket}`]);
    assert.deepEqual(await s3("POST", "/b?delete"), [`s3:DeleteObject ${bucket}/*`]);
    assert.deepEqual(await s3("HEAD", "/b/k/%C3%A9"), [`s3:GetObject ${bucket}/k/é`]);
    assert.deepEqual(await s3("PUT", "/b/k"), [`s3:PutObject ${bucket}/k`]);
    assert.deepEqual(await s3("PUT", "/b/k", { "x-amz-acl": "private" }), [
      `s3:PutObject ${bucket}/k`,
      `s3:PutObjectAcl ${bucket}/k`,
    ]);
    assert.deepEqual(await s3("PUT", "/b/k", { "x-amz-copy-source": "/other/from" }), [
      `s3:PutObject ${bucket}/k`,
      "s3:GetObject arn:aws:s3:::other/from",
    ]);
    assert.deepEqual(await s3("DELETE", "/b/k?versionId=1"), [`s3:DeleteObjectVersion ${bucket}/k`]);
    assert.deepEqual(await s3("DELETE", "/b/k?uploadId=1"), [`s3:AbortMultipartUpload ${bucket}/k`]);
    assert.deepEqual(await s3("PUT", "/k", { host: "b.localhost:4566" }), [`s3:PutObject ${bucket}/k`]);
    assert.deepEqual(await s3("PUT", "/b/k", { host: "127.0.0.1:4566" }), [`s3:PutObject ${bucket}/k`]);
  });

  it("in S3: the headers that policies look at", async () => {
    const [access] = await ask({
      service: "s3",
      method: "PUT",
      url: "/b/k",
      headers: { "x-amz-acl": "bucket-owner-full-control" },
    });
    assert.deepEqual(access!.context, { "s3:x-amz-acl": "bucket-owner-full-control" });
  });

  it("in Lambda: by method and path", async () => {
    const lambda = (method: string, url: string) => asked({ service: "lambda", method, url });
    const f = `arn:aws:lambda:us-east-1:${accountId}:function:f`;
    assert.deepEqual(await lambda("GET", "/2015-03-31/functions/"), ["lambda:ListFunctions *"]);
    assert.deepEqual(await lambda("POST", "/2015-03-31/functions/f/invocations"), [
      `lambda:InvokeFunction ${f}`,
    ]);
    assert.deepEqual(await lambda("GET", `/2015-03-31/functions/${encodeURIComponent(f)}/policy`), [
      `lambda:GetPolicy ${f}`,
    ]);
    assert.deepEqual(await lambda("PUT", "/2015-03-31/functions/f/code?x=1"), [
      `lambda:UpdateFunctionCode ${f}`,
    ]);
    assert.deepEqual(await lambda("GET", "/2099-01-01/new-thing"), ["lambda:UnlistedOperation *"]);
  });

  it("in Config: the ARN of the rule or recorder that the request names, with its tags", async () => {
    const [access] = await ask({
      service: "config",
      operation: "GetComplianceDetailsByConfigRule",
      json: { ConfigRuleName: "r" },
    });
    assert.deepEqual(access, {
      action: "config:GetComplianceDetailsByConfigRule",
      resource: ruleArn,
      context: { "aws:ResourceTag/Stack": "stuabc" },
    });
    const everyRule = `arn:aws:config:us-east-1:${accountId}:config-rule/*`;
    const everyRecorder = `arn:aws:config:us-east-1:${accountId}:configuration-recorder/*`;
    const expected: [operation: string, json: object, resources: string[]][] = [
      ["PutConfigRule", { ConfigRule: { ConfigRuleName: "r" } }, [ruleArn]],
      ["PutConfigRule", { ConfigRule: { ConfigRuleArn: ruleArn } }, [ruleArn]],
      ["PutConfigRule", { ConfigRule: { ConfigRuleId: "config-rule-abc123" } }, [ruleArn]],
      ["PutConfigRule", { ConfigRule: { ConfigRuleName: "new" } }, [everyRule]],
      ["DeleteConfigRule", { ConfigRuleName: "r" }, [ruleArn]],
      ["DeleteConfigRule", { ConfigRuleName: "none" }, [everyRule]],
      ["StartConfigRulesEvaluation", { ConfigRuleNames: ["r", "other"] }, [ruleArn, everyRule]],
      ["StartConfigRulesEvaluation", {}, [everyRule]],
      ["StopConfigurationRecorder", { ConfigurationRecorderName: "default" }, [recorderArn]],
      ["PutConfigurationRecorder", { ConfigurationRecorder: { roleARN: "r" } }, [recorderArn]],
      ["DescribeConfigurationRecorders", { ConfigurationRecorderNames: ["default"] }, [recorderArn]],
      ["DescribeConfigurationRecorders", { Arn: recorderArn }, [recorderArn]],
      ["DescribeConfigurationRecorders", {}, [everyRecorder]],
      ["ListTagsForResource", { ResourceArn: ruleArn }, [ruleArn]],
      ["TagResource", { ResourceArn: recorderArn, Tags: [] }, [recorderArn]],
      // Policies can't limit these to a resource.
      ["DescribeConfigRules", { ConfigRuleNames: ["r"] }, ["*"]],
      ["PutDeliveryChannel", { DeliveryChannel: { name: "default" } }, ["*"]],
    ];
    for (const [operation, json, resources] of expected) {
      assert.deepEqual(
        await asked({ service: "config", operation, json }),
        resources.map((resource) => `config:${operation} ${resource}`),
        operation,
      );
    }
  });

  it("in Config, Logs, SNS, IAM and STS: by the parameter that names the resource", async () => {
    const topic = `arn:aws:sns:us-east-1:${accountId}:t`;
    const role = `arn:aws:iam::${accountId}:role/r`;
    const logs = `arn:aws:logs:us-east-1:${accountId}:log-group:g:log-stream:`;
    const json = (service: string, operation: string, body: object) =>
      asked({ service, operation, json: body });
    const form = (service: string, fields: Record<string, string>) => asked({ service, form: fields });
    assert.deepEqual(await json("config", "PutEvaluations", { ResultToken: "t" }), [
      "config:PutEvaluations *",
    ]);
    assert.deepEqual(await json("logs", "CreateLogGroup", { logGroupName: "g" }), [
      `logs:CreateLogGroup ${logs}`,
    ]);
    assert.deepEqual(await json("logs", "PutLogEvents", { logGroupName: "g", logStreamName: "s" }), [
      `logs:PutLogEvents ${logs}s`,
    ]);
    assert.deepEqual(await form("sns", { Action: "Publish", TopicArn: topic }), [`sns:Publish ${topic}`]);
    assert.deepEqual(await form("sns", { Action: "Unsubscribe", SubscriptionArn: `${topic}:id` }), [
      `sns:Unsubscribe ${topic}`,
    ]);
    assert.deepEqual(await form("sns", { Action: "CreateTopic", Name: "t" }), [`sns:CreateTopic ${topic}`]);
    assert.deepEqual(await form("iam", { Action: "GetRole", RoleName: "r" }), [`iam:GetRole ${role}`]);
    assert.deepEqual(await form("sts", { Action: "AssumeRole", RoleArn: role }), [`sts:AssumeRole ${role}`]);
  });
});
