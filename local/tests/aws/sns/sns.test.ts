import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
  type SubscribeCommandInput,
} from "@aws-sdk/client-sns";
import type { Mail } from "../../../aws/sns/mailbox";
import { accountId, refusal, inTestAws, type TestAws } from "../gateway/testAws";

describe("SNS", function () {
  this.timeout(120_000);
  let test: TestAws;
  let sns: SNSClient;
  let made = 0;
  let address: string;
  let TopicArn: string;

  inTestAws((started) => {
    test = started;
    sns = new SNSClient(test.settings());
  });

  beforeEach(async () => {
    made += 1;
    address = `student${made}@example.com`;
    const Attributes = { DisplayName: "EC2 SecurityGroup Change Notifications" };
    const topic = await sns.send(new CreateTopicCommand({ Name: `ust-${made}-config-topic`, Attributes }));
    TopicArn = topic.TopicArn!;
  });

  /** Mails to this test's address, oldest first. */
  const received = async () => (await test.mails()).filter((mail) => mail.To === address);
  const subscribe = (more: Partial<SubscribeCommandInput> = {}) =>
    sns.send(new SubscribeCommand({ TopicArn, Protocol: "email-json", Endpoint: address, ...more }));
  const publish = (Message: string, Subject?: string, more = {}) =>
    sns.send(new PublishCommand({ TopicArn, Message, Subject, ...more }));
  const linkIn = (mail: Mail, name: string) => (JSON.parse(mail.Body) as Record<string, string>)[name]!;

  async function confirmed(more: Partial<SubscribeCommandInput> = {}): Promise<string> {
    const { SubscriptionArn } = await subscribe({ ReturnSubscriptionArn: true, ...more });
    const link = /http:\S+Action=ConfirmSubscription[^\s"]*/.exec((await received()).at(-1)!.Body)![0];
    assert.equal((await fetch(link)).status, 200);
    return SubscriptionArn!;
  }

  it("asks an address by mail whether it wants to be subscribed", async () => {
    const { SubscriptionArn } = await subscribe();
    assert.equal(SubscriptionArn, "pending confirmation");
    const [mail, ...more] = await received();
    assert.equal(more.length, 0);
    assert.equal(mail!.From, "EC2 SecurityGroup Change Notifications <no-reply@sns.amazonaws.com>");
    assert.equal(mail!.Subject, "AWS Notification - Subscription Confirmation");
    const body = JSON.parse(mail!.Body) as Record<string, string>;
    assert.deepEqual([body.Type, body.TopicArn], ["SubscriptionConfirmation", TopicArn]);
    assert.ok(body.SubscribeURL!.startsWith(`${test.aws.endpoint}/?Action=ConfirmSubscription&`));
    const names = await readdir(test.aws.mailbox);
    assert.match(names.sort().at(-1)!, /^\d{4} \S+Z AWS Notification - Subscription Confirmation\.json$/);
  });

  it("sends nothing until the link in that mail is opened", async () => {
    const { SubscriptionArn } = await subscribe({ ReturnSubscriptionArn: true });
    const state = async () => ({
      listed: (await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }))).Subscriptions,
      pending: (await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))).Attributes!
        .PendingConfirmation,
      counts: (({ SubscriptionsPending, SubscriptionsConfirmed }) => [
        SubscriptionsPending,
        SubscriptionsConfirmed,
      ])((await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes!),
    });
    const listed = { TopicArn, Protocol: "email-json", Endpoint: address, Owner: accountId };
    await publish("early");
    assert.deepEqual(await state(), {
      listed: [{ ...listed, SubscriptionArn: "PendingConfirmation" }],
      pending: "true",
      counts: ["1", "0"],
    });
    assert.equal((await received()).length, 1);

    const answer = await fetch(linkIn((await received())[0]!, "SubscribeURL"));
    assert.match(await answer.text(), new RegExp(`<SubscriptionArn>${SubscriptionArn}</SubscriptionArn>`));
    await publish("late");
    assert.deepEqual(await state(), {
      listed: [{ ...listed, SubscriptionArn }],
      pending: "false",
      counts: ["0", "1"],
    });
    assert.equal((await received()).length, 2);
  });

  it("sends email-json as the JSON of a notification", async () => {
    const subscription = await confirmed();
    const Subject = "[AWS Config:us-east-1] AWS::EC2::SecurityGroup sg-1";
    const MessageAttributes = { kind: { DataType: "String", StringValue: "k" } };
    const before = Date.now();
    const { MessageId } = await publish('{"a": 1}', Subject, { MessageAttributes });
    const after = Date.now();
    const mail = (await received()).at(-1)!;
    assert.equal(mail.Subject, Subject);
    const { Timestamp, ...body } = JSON.parse(mail.Body) as Record<string, unknown>;
    const time = Date.parse(Timestamp as string);
    assert.ok(before <= time && time <= after, `${before} <= ${time} <= ${after}`);
    assert.deepEqual(body, {
      Type: "Notification",
      MessageId,
      TopicArn,
      Subject,
      Message: '{"a": 1}',
      UnsubscribeURL: `${test.aws.endpoint}/?Action=Unsubscribe&SubscriptionArn=${encodeURIComponent(subscription)}`,
      MessageAttributes: { kind: { Type: "String", Value: "k" } },
    });
  });

  it("sends email as text", async () => {
    await confirmed({ Protocol: "email" });
    await publish("Something happened.");
    const mail = (await received()).at(-1)!;
    assert.equal(mail.Subject, "AWS Notification Message");
    assert.match(mail.Body, /^Something happened\.\n\n--\n/);
    assert.match(mail.Body, /http:\S+\?Action=Unsubscribe&/);
  });

  it("sends what the filter policy lets through, on the body or on attributes", async () => {
    const filter = {
      messageType: ["ComplianceChangeNotification"],
      resourceType: ["AWS::EC2::SecurityGroup"],
    };
    const SubscriptionArn = await confirmed({
      Attributes: { FilterPolicy: JSON.stringify(filter), FilterPolicyScope: "MessageBody" },
    });
    const message = (messageType: string) =>
      JSON.stringify({ messageType, resourceType: "AWS::EC2::SecurityGroup" });
    await publish(message("ConfigurationItemChangeNotification"));
    await publish(message("ComplianceChangeNotification"), "wanted");
    const subjects = async () => (await received()).slice(1).map((mail) => mail.Subject);
    assert.deepEqual(await subjects(), ["wanted"]);

    const set = (AttributeName: string, AttributeValue: string) =>
      sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
    await set("FilterPolicyScope", "MessageAttributes");
    await set("FilterPolicy", JSON.stringify({ kind: [{ prefix: "w" }] }));
    const kind = (StringValue: string) => ({
      MessageAttributes: { kind: { DataType: "String", StringValue } },
    });
    await publish("m", "not wanted", kind("x"));
    await publish("m", "wanted by attribute", kind("wx"));
    assert.deepEqual(await subjects(), ["wanted", "wanted by attribute"]);
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    assert.equal(Attributes!.FilterPolicyScope, "MessageAttributes");
    assert.equal(Attributes!.FilterPolicy, '{"kind":[{"prefix":"w"}]}');
    await set("FilterPolicy", "");
    await publish("m", "everything");
    assert.equal((await subjects()).at(-1), "everything");
  });

  it("sends each protocol its own message, and several messages at once", async () => {
    await confirmed();
    const Message = JSON.stringify({ default: "d", "email-json": "j" });
    await publish(Message, "s", { MessageStructure: "json" });
    const { Successful, Failed } = await sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [
          { Id: "one", Message: "1" },
          { Id: "two", Message: "2", Subject: "line\nbreak" },
        ],
      }),
    );
    assert.deepEqual(
      Successful!.map(({ Id }) => Id),
      ["one"],
    );
    assert.deepEqual(
      Failed!.map(({ Id, Code }) => [Id, Code]),
      [["two", "InvalidParameter"]],
    );
    const texts = (await received()).slice(1).map((mail) => linkIn(mail, "Message"));
    assert.deepEqual(texts, ["j", "1"]);
  });

  it("confirms by API call too, with the token of the mail and no other", async () => {
    const { SubscriptionArn } = await subscribe({ ReturnSubscriptionArn: true });
    const confirm = (Token: string, more = {}) =>
      sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token, ...more }));
    assert.deepEqual(await refusal(confirm("wrong")), {
      code: "InvalidParameterException",
      message: "Invalid parameter: Token",
      status: 400,
    });
    const token = linkIn((await received())[0]!, "Token");
    const answer = await confirm(token, { AuthenticateOnUnsubscribe: "true" });
    assert.equal(answer.SubscriptionArn, SubscriptionArn);
    await publish("m");
    const link = linkIn((await received()).at(-1)!, "UnsubscribeURL");
    assert.equal((await fetch(link)).status, 403);
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  });

  it("ends a subscription by the link in a mail or by API call, but not a pending one", async () => {
    const { SubscriptionArn } = await subscribe({ ReturnSubscriptionArn: true });
    assert.deepEqual(await refusal(sns.send(new UnsubscribeCommand({ SubscriptionArn }))), {
      code: "InvalidParameterException",
      message:
        "Invalid parameter: SubscriptionArn Reason: Cannot unsubscribe a subscription that is pending confirmation",
      status: 400,
    });
    await fetch(linkIn((await received())[0]!, "SubscribeURL"));
    await publish("m");
    assert.equal((await fetch(linkIn((await received())[1]!, "UnsubscribeURL"))).status, 200);
    await publish("m");
    assert.equal((await received()).length, 2);
    const gone = sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    assert.equal((await refusal(gone)).code, "NotFoundException");
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  });

  it("subscribes an address once, and asks again while it is pending", async () => {
    const first = await subscribe({ ReturnSubscriptionArn: true });
    const second = await subscribe({ ReturnSubscriptionArn: true });
    assert.equal(second.SubscriptionArn, first.SubscriptionArn);
    assert.equal((await received()).length, 2);
    const other = subscribe({ Attributes: { FilterPolicy: '{"a":["x"]}' } });
    assert.equal((await refusal(other)).code, "InvalidParameterException");
  });

  it("takes subscriptions away with their topic, pending ones too", async () => {
    await subscribe();
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    const { Subscriptions } = await sns.send(new ListSubscriptionsCommand());
    assert.deepEqual(
      Subscriptions!.filter((subscription) => subscription.TopicArn === TopicArn),
      [],
    );
    assert.equal((await refusal(publish("m"))).code, "NotFoundException");
  });

  it("refuses what SNS refuses", async () => {
    const cases: [call: () => Promise<unknown>, message: string][] = [
      [() => subscribe({ Endpoint: "no address" }), "Invalid parameter: Email address"],
      [
        () => subscribe({ Protocol: "sms", Endpoint: "1" }),
        "Invalid parameter: Protocol Reason: AWS on this machine delivers to email and email-json only, not to sms",
      ],
      [
        () => subscribe({ Attributes: { FilterPolicy: "{" } }),
        "Invalid parameter: FilterPolicy: failed to parse JSON.",
      ],
      [
        () => subscribe({ Attributes: { RawMessageDelivery: "true" } }),
        "Invalid parameter: Attributes Reason: Delivery protocol [email-json] does not support raw message delivery.",
      ],
      [() => publish("m", "x".repeat(101)), "Invalid parameter: Subject"],
      [() => publish("x".repeat(262_145)), "Invalid parameter: Message too long"],
      [
        () => publish("m", undefined, { MessageStructure: "json" }),
        "Invalid parameter: Message Structure - JSON message body failed to parse",
      ],
    ];
    for (const [call, message] of cases) {
      assert.deepEqual(await refusal(call()), { code: "InvalidParameterException", message, status: 400 });
    }
    const nowhere = { TopicArn: `${TopicArn}-gone` };
    assert.equal((await refusal(subscribe(nowhere))).code, "NotFoundException");
    assert.equal((await refusal(publish("m", "s", nowhere))).code, "NotFoundException");
    const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    assert.deepEqual(Subscriptions, []);
  });
});
