import assert from "node:assert/strict";
import { catalogue, type IncidentEntry } from "../../incidents/catalogue";
import { openIncident, revertIncident } from "../../incidents/incident";
import { fakeClients, type FakeClients } from "../fakes/fakeClients";
import { FakeEc2, tcp } from "../fakes/fakeEc2";
import { accountId, defaultGroup, labGroup, labStack, outsideGroup, vpcId } from "../fakes/labStack";

const http = "TCP 80 from 0.0.0.0/0";
const https = "TCP 443 from 0.0.0.0/0";
const smtps = "TCP 465 from 0.0.0.0/0";
const imaps = "TCP 993 from 0.0.0.0/0";

function entry(name: string): IncidentEntry {
  const found = catalogue.find((candidate) => candidate.name === name);
  assert.ok(found, `no incident ${name}`);
  return found;
}

describe("an incident", () => {
  let ec2: FakeEc2;
  let clients: FakeClients;
  const lab = labStack();
  const writes = (): string[] => clients.calls.filter((call) => /^(Authorize|Revoke)/.test(call));

  beforeEach(() => {
    ec2 = new FakeEc2();
    clients = fakeClients(ec2.answers);
  });

  it("opens the handout's two ports in one request, marked, and touches no other rule", async () => {
    const ids = ec2.ids(labGroup);
    const result = await openIncident(lab, clients, entry("handout"));
    assert.deepEqual(writes(), ["AuthorizeSecurityGroupIngress"]);
    assert.deepEqual(ec2.words(labGroup), [http, https, smtps, imaps]);
    assert.deepEqual(ec2.ids(labGroup).slice(0, 2), ids);
    assert.deepEqual(ec2.descriptions(labGroup).slice(2), [
      "config-lab incident handout",
      "config-lab incident handout",
    ]);
    assert.deepEqual(result.authorized, [smtps, imaps]);
    assert.deepEqual(result.revoked, []);
    assert.deepEqual(
      result.before.map(({ words }) => words),
      [http, https],
    );
    assert.deepEqual(
      result.after.map(({ ruleId }) => ruleId),
      ec2.ids(labGroup),
    );
  });

  it("is acknowledged even when the remediation was quicker than the look afterwards", async () => {
    const authorize = ec2.answers.AuthorizeSecurityGroupIngress!;
    clients = fakeClients({
      ...ec2.answers,
      AuthorizeSecurityGroupIngress: (input) => {
        const answer = authorize(input);
        ec2.revokeWords(labGroup, smtps);
        ec2.revokeWords(labGroup, imaps);
        return answer;
      },
    });
    const result = await openIncident(lab, clients, entry("handout"));
    assert.deepEqual(result.authorized, [smtps, imaps]);
    assert.deepEqual(
      result.after.map(({ words }) => words),
      [http, https, smtps, imaps],
    );
  });

  it("leaves alone what was open already, and opens the rest", async () => {
    ec2.authorize(labGroup, [tcp(465, "mail, says the student")]);
    const result = await openIncident(lab, clients, entry("handout"));
    assert.deepEqual(result.authorized, [imaps]);
    assert.deepEqual(result.unchanged, [{ permission: smtps, reason: "was open already" }]);
  });

  it("writes nothing when all of it was open already", async () => {
    await openIncident(lab, clients, entry("ssh"));
    clients.calls.length = 0;
    const again = await openIncident(lab, clients, entry("ssh"));
    assert.deepEqual(writes(), []);
    assert.deepEqual([again.authorized, again.revoked], [[], []]);
  });

  for (const { name, group } of catalogue) {
    it(`"${name}" is taken back to the rule: what it found is there again`, async () => {
      const changed = group === "default" ? defaultGroup : labGroup;
      const other = group === "default" ? labGroup : defaultGroup;
      const before = { changed: ec2.words(changed).sort(), other: ec2.ids(other) };
      const opened = await openIncident(lab, clients, entry(name));
      assert.notDeepEqual(ec2.words(changed).sort(), before.changed);
      const reverted = await revertIncident(lab, clients, entry(name));
      assert.deepEqual(ec2.words(changed).sort(), before.changed);
      assert.deepEqual(ec2.ids(other), before.other);
      assert.deepEqual(reverted.revoked, opened.authorized);
      assert.deepEqual(reverted.authorized, opened.revoked);
      clients.calls.length = 0;
      await revertIncident(lab, clients, entry(name));
      assert.deepEqual(writes(), [], "the second time there is nothing left to do");
    });
  }

  it("isn't taken back where the remediation has been: nothing is written", async () => {
    await openIncident(lab, clients, entry("handout"));
    ec2.revokeWords(labGroup, smtps);
    ec2.revokeWords(labGroup, imaps);
    clients.calls.length = 0;
    const result = await revertIncident(lab, clients, entry("handout"));
    assert.deepEqual(writes(), []);
    assert.deepEqual(result.unchanged, [
      { permission: smtps, reason: "no longer exists" },
      { permission: imaps, reason: "no longer exists" },
    ]);
  });

  it("takes back its own rules only: the same port opened by the student stays", async () => {
    ec2.authorize(labGroup, [tcp(22, "my office")]);
    await openIncident(lab, clients, entry("ssh"));
    const result = await revertIncident(lab, clients, entry("ssh"));
    assert.deepEqual(ec2.words(labGroup), [http, https, "TCP 22 from 0.0.0.0/0"]);
    assert.deepEqual(result.unchanged, [
      { permission: "TCP 22 from 0.0.0.0/0", reason: "wasn't opened by this incident" },
    ]);
  });

  it("revokes by rule id, so that a rule added and removed meanwhile is no failure", async () => {
    await openIncident(lab, clients, entry("ssh"));
    const revoke = ec2.answers.RevokeSecurityGroupIngress!;
    clients = fakeClients({
      ...ec2.answers,
      RevokeSecurityGroupIngress: (input) => {
        ec2.revokeWords(labGroup, "TCP 22 from 0.0.0.0/0");
        return revoke(input);
      },
    });
    const result = await revertIncident(lab, clients, entry("ssh"));
    assert.deepEqual(result.revoked, []);
  });

  it("removes a required permission, and says so when there is none", async () => {
    const removed = await openIncident(lab, clients, entry("required-removed"));
    assert.deepEqual(removed.revoked, [http]);
    assert.deepEqual(ec2.words(labGroup), [https]);
    const again = await openIncident(lab, clients, entry("required-removed"));
    assert.deepEqual(again.unchanged, [{ permission: http, reason: "didn't exist" }]);
  });

  it("doesn't add a removed permission twice when the remediation has brought it back", async () => {
    await openIncident(lab, clients, entry("required-removed"));
    ec2.authorize(labGroup, [tcp(80)]);
    clients.calls.length = 0;
    const result = await revertIncident(lab, clients, entry("required-removed"));
    assert.deepEqual(writes(), []);
    assert.deepEqual(result.unchanged, [{ permission: http, reason: "exists" }]);
  });

  for (const act of [openIncident, revertIncident]) {
    describe(`(${act.name}) refuses, and writes nothing,`, () => {
      afterEach(() => {
        assert.ok(clients.calls.length > 0);
        assert.deepEqual(writes(), []);
      });

      it("with a group outside the lab's VPC", async () => {
        await assert.rejects(act(lab, clients, entry("ssh"), { groupId: outsideGroup }), {
          message: `Security group ${outsideGroup} is in VPC vpc-0eeeeeeeeeeeeeeee, not in the lab's VPC ${vpcId}: nothing was changed.`,
          code: "GroupOutsideLab",
          exitCode: 2,
          next: "Omit --group for LabSG1, or name a group of the lab's VPC.",
        });
      });

      it("with a group that isn't there", async () => {
        await assert.rejects(act(lab, clients, entry("ssh"), { groupId: "sg-0123" }), {
          message: "There is no security group sg-0123 in us-east-1: nothing was changed.",
          code: "NoSuchGroup",
          exitCode: 2,
        });
      });

      it("with credentials of another account", async () => {
        ec2.account = "999988887777";
        await assert.rejects(act(lab, clients, entry("ssh")), {
          message: `The stack is in account ${accountId}, but these credentials belong to account 999988887777: nothing was changed.`,
          code: "AnotherAccount",
          exitCode: 3,
        });
      });

      it("when the stack's own group was deleted behind its back", async () => {
        const gone = { ...lab, securityGroupId: "sg-0000" };
        await assert.rejects(act(gone, clients, entry("ssh")), { name: "InvalidGroup.NotFound" });
      });
    });
  }

  it("may be made on another group of the lab's VPC", async () => {
    await openIncident(lab, clients, entry("ssh"), { groupId: defaultGroup });
    assert.deepEqual(ec2.words(defaultGroup), [`all traffic from ${defaultGroup}`, "TCP 22 from 0.0.0.0/0"]);
    await revertIncident(lab, clients, entry("ssh"), { groupId: defaultGroup });
    assert.deepEqual(ec2.words(defaultGroup), [`all traffic from ${defaultGroup}`]);
  });
});
