import assert from "node:assert/strict";
import { IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateFunctionCommand,
  InvokeCommand,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { inTestAws, policy, refusal, type TestAws } from "../../gateway/testAws";
import { until } from "../../../until";
import { zipOf } from "../../zipOf";

describe("a destination on failure", function () {
  this.timeout(120_000);
  let test: TestAws;
  let lambda: LambdaClient;
  let topicArn: string;
  let role: string;

  inTestAws(async (started) => {
    test = started;
    lambda = new LambdaClient(test.settings());
    const sns = new SNSClient(test.settings());
    topicArn = (await sns.send(new CreateTopicCommand({ Name: "failures" }))).TopicArn ?? "";
    const email = { TopicArn: topicArn, Protocol: "email", Endpoint: "ops@example.com" };
    await sns.send(new SubscribeCommand(email));
    const [mail] = await until(
      "the first mail",
      () => test.mails(),
      (mails) => mails.length > 0,
    );
    const link = /http:\/\/\S+ConfirmSubscription\S+/.exec(mail?.Body ?? "")?.[0] ?? "";
    assert.equal((await fetch(link)).status, 200);
    const trusted = { Service: "lambda.amazonaws.com" };
    role = await test.makeRole("function", [{ Effect: "Allow", Action: "logs:*", Resource: "*" }], trusted);
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: "fails",
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Role: role,
        Code: {
          ZipFile: zipOf({ "index.js": 'exports.handler = async () => { throw new Error("denied"); };' }),
        },
      }),
    );
  });

  const send = (more: object = {}) =>
    lambda.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName: "fails",
        DestinationConfig: { OnFailure: { Destination: topicArn } },
        ...more,
      }),
    );

  it("needs a role that may publish, as AWS says", async () => {
    assert.deepEqual(await refusal(send()), {
      code: "InvalidParameterValueException",
      message: `The function's execution role does not have permissions to call Publish on ${topicArn}`,
      status: 400,
    });
  });

  it("gets a record of an event that failed three times, by mail", async () => {
    const allowed = [
      { Effect: "Allow", Action: "logs:*", Resource: "*" },
      { Effect: "Allow", Action: "sns:Publish", Resource: topicArn },
    ];
    await new IAMClient(test.settings()).send(
      new PutRolePolicyCommand({
        RoleName: "function",
        PolicyName: "inline",
        PolicyDocument: policy(allowed),
      }),
    );
    await send();
    const event = { FunctionName: "fails", InvocationType: "Event" as const, Payload: '{"group":"sg-1"}' };
    await lambda.send(new InvokeCommand(event));
    const mails = await until(
      "the record",
      () => test.mails(),
      (all) => all.length > 1,
    );
    const record = JSON.parse(/\{.*\}/.exec(mails.at(-1)?.Body ?? "")?.[0] ?? "") as Record<string, unknown>;
    const { requestContext, requestPayload, responseContext, responsePayload } = record;
    const { condition, approximateInvokeCount } = requestContext as Record<string, unknown>;
    assert.deepEqual([condition, approximateInvokeCount], ["RetriesExhausted", 3]);
    assert.deepEqual(requestPayload, { group: "sg-1" });
    assert.equal((responseContext as { functionError: string }).functionError, "Unhandled");
    assert.equal((responsePayload as { errorMessage: string }).errorMessage, "denied");
  });

  it("is a topic, with the retries that Lambda makes by default", async () => {
    const queue = { OnFailure: { Destination: "arn:aws:sqs:us-east-1:123456789012:q" } };
    for (const more of [
      { MaximumRetryAttempts: 1 },
      { MaximumEventAgeInSeconds: 60 },
      { DestinationConfig: queue },
    ])
      assert.match((await refusal(send(more))).message, /^Lambda on this machine: .* is not offered here/);
  });
});
