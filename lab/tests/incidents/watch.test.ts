import assert from "node:assert/strict";
import { mock } from "node:test";
import { DescribeSecurityGroupRulesCommand } from "@aws-sdk/client-ec2";
import { stages } from "../../../components/configuration";
import { catalogue } from "../../incidents/catalogue";
import { openIncident } from "../../incidents/incident";
import { requireRemediation, watchRemediation } from "../../incidents/watch";
import { fakeClients } from "../fakes/fakeClients";
import { FakeEc2, tcp } from "../fakes/fakeEc2";
import { rulesOfOtherNames } from "../fakes/labAnswers";
import { atStage, labGroup, labStack } from "../fakes/labStack";

const [handout] = catalogue;
const removed = catalogue.find(({ name }) => name === "required-removed");

describe("watching an incident", () => {
  let ec2: FakeEc2;
  const clients = () => fakeClients(ec2.answers);

  beforeEach(() => {
    ec2 = new FakeEc2();
    // Time passes only where a test lets it.
    mock.timers.enable({ apis: ["Date"] });
  });
  afterEach(() => mock.timers.reset());

  it("ends when all that was opened is closed, not before", async () => {
    assert.ok(handout);
    const incident = await openIncident(labStack(), clients(), handout);
    const looks: number[] = [];
    const result = await watchRemediation(labStack(), clients(), incident, {
      limit: 5000,
      interval: 1,
      onLook: () => {
        looks.push(ec2.words(labGroup).length);
        ec2.revokeWords(labGroup, looks.length === 1 ? "TCP 465 from 0.0.0.0/0" : "TCP 993 from 0.0.0.0/0");
      },
    });
    assert.deepEqual(looks, [4, 3, 2]);
    assert.equal(result.remediated, true);
    assert.deepEqual(
      result.rules.map(({ words }) => words),
      ["TCP 80 from 0.0.0.0/0", "TCP 443 from 0.0.0.0/0"],
    );
  });

  it("ends when what was removed is back", async () => {
    assert.ok(removed);
    const incident = await openIncident(labStack(), clients(), removed);
    const result = await watchRemediation(labStack(), clients(), incident, {
      limit: 5000,
      interval: 1,
      onLook: () => {
        if (!ec2.words(labGroup).includes("TCP 80 from 0.0.0.0/0")) ec2.authorize(labGroup, [tcp(80)]);
      },
    });
    assert.equal(result.remediated, true);
  });

  it("doesn't take EC2's answer of a moment ago for a remediation", async () => {
    assert.ok(handout);
    const ofGroup = { Filters: [{ Name: "group-id", Values: [labGroup] }] };
    const stale = await clients().ec2.send(new DescribeSecurityGroupRulesCommand(ofGroup));
    const incident = await openIncident(labStack(), clients(), handout);
    let looks = 0;
    const late = fakeClients({
      ...ec2.answers,
      DescribeSecurityGroupRules: (input) =>
        ++looks === 1 ? stale : ec2.answers.DescribeSecurityGroupRules?.(input),
    });
    const result = await watchRemediation(labStack(), late, incident, {
      limit: 20,
      interval: 1,
      onLook: () => mock.timers.tick(10),
    });
    assert.equal(result.remediated, false);
  });

  it("gives up after its time, with the rules it saw last", async () => {
    assert.ok(handout);
    const incident = await openIncident(labStack(), clients(), handout);
    const result = await watchRemediation(labStack(), clients(), incident, {
      limit: 20,
      interval: 1,
      onLook: () => mock.timers.tick(10),
    });
    assert.equal(result.remediated, false);
    assert.equal(result.elapsed, 20);
    assert.equal(result.rules.length, 4);
  });

  it("ends at once when it is interrupted", async () => {
    assert.ok(handout);
    const incident = await openIncident(labStack(), clients(), handout);
    const interrupted = new AbortController();
    const watching = watchRemediation(labStack(), clients(), incident, {
      limit: 60_000,
      interval: 60_000,
      signal: interrupted.signal,
      onLook: () => setImmediate(() => interrupted.abort()),
    });
    await assert.rejects(watching, { name: "AbortError" });
  });

  describe("isn't begun where nothing would remediate", () => {
    const rules = (...names: string[]) =>
      fakeClients(
        names.length === 0
          ? rulesOfOtherNames()
          : {
              DescribeConfigRules: () => ({
                ConfigRules: names.map((ConfigRuleName) => ({ ConfigRuleName })),
              }),
            },
      );
    const missing = "There is no rule EC2SecurityGroup in us-east-1, so nothing remediates an incident.";

    for (const stage of stages) {
      it(`but is at stage ${stage} when AWS has the rule`, async () => {
        await requireRemediation(labStack(atStage(stage)), rules("EC2SecurityGroup"));
      });
    }

    for (const [stage, next] of [
      [
        "environment",
        "Continue with Tasks 3 and 5 in the console; only if you have created nothing there, pulumi config set stage remediated && pulumi up (or omit --watch)",
      ],
      [
        "monitored",
        "Continue with Task 5: create it in the console, or pulumi config set stage remediated && pulumi up (or omit --watch)",
      ],
      ["remediated", "Create it again: pulumi refresh, then pulumi up (or omit --watch)"],
    ] as const) {
      it(`at stage ${stage} without the rule`, async () => {
        await assert.rejects(requireRemediation(labStack(atStage(stage)), rules()), {
          message: missing,
          exitCode: 3,
          next,
        });
      });
    }

    it("in mode report", async () => {
      await assert.rejects(requireRemediation(labStack({ mode: "report" }), rules("EC2SecurityGroup")), {
        message: 'The stack\'s mode is "report": the function reports what it would do and changes nothing.',
        next: "Enforce the policy: pulumi config set mode enforce && pulumi up (or omit --watch)",
      });
    });
  });

  it("doesn't wait for a permission that the policy requires to be revoked", async () => {
    assert.ok(handout);
    const incident = await openIncident(labStack(), clients(), handout);
    const smtps = { protocol: "tcp", port: 465, cidr: "0.0.0.0/0" } as const;
    ec2.revokeWords(labGroup, "TCP 993 from 0.0.0.0/0");
    const lab = labStack({ requiredPermissions: [smtps] });
    const result = await watchRemediation(lab, clients(), incident, { limit: 20, interval: 1 });
    assert.equal(result.remediated, true);
  });
});
