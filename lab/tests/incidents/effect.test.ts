import assert from "node:assert/strict";
import { catalogue } from "../../incidents/catalogue";
import { effectInWords } from "../../incidents/effect";
import { openIncident } from "../../incidents/incident";
import { changeLines, whereToLookLines } from "../../incidents/incidentText";
import type { LabStackOutputs } from "../../../components/labOutputs";
import { handoutPermissions } from "../../../remediation/handoutPermissions";
import { toIpPermission } from "../../../remediation/requiredPermissions";
import { fakeClients } from "../fakes/fakeClients";
import { FakeEc2 } from "../fakes/fakeEc2";
import { atStage, defaultGroup, labGroup, labStack } from "../fakes/labStack";

const world = { cidr: "0.0.0.0/0" } as const;
const policies: Readonly<Record<string, LabStackOutputs["requiredPermissions"]>> = {
  "the handout's": handoutPermissions,
  "SSH required": [{ protocol: "tcp", port: 22, ...world }],
  "SMTPS required": [{ protocol: "tcp", port: 465, ...world }],
  "everything required": [{ protocol: "-1", ...world }],
  "IPv6 required": [{ protocol: "tcp", port: 443, ipv6Cidr: "::/0" }],
  "the default group required": [{ protocol: "-1", securityGroup: defaultGroup }],
};

const nothing = "nothing, since nothing was changed.";
const http = "TCP 80 from 0.0.0.0/0";
/** Where an incident under a policy has another effect than to revoke what it is meant to open. */
const expected: Readonly<Record<string, string>> = {
  "ssh / SSH required": nothing,
  "handout / SMTPS required": "it revokes TCP 993 from 0.0.0.0/0.",
  "all-traffic / everything required": nothing,
  "ipv6 / IPv6 required": nothing,
  "peer-group / the default group required": nothing,
  "required-removed / the handout's": `it authorizes ${http} again.`,
  "required-removed / SSH required": "it authorizes TCP 22 from 0.0.0.0/0 again.",
  "required-removed / SMTPS required": "it authorizes TCP 465 from 0.0.0.0/0 again.",
  "required-removed / everything required": "it authorizes all traffic from 0.0.0.0/0 again.",
  "required-removed / IPv6 required": "it authorizes TCP 443 from ::/0 again.",
  "required-removed / the default group required": `it authorizes all traffic from ${defaultGroup} again.`,
};
const opened: Readonly<Record<string, string>> = {
  handout: "it revokes TCP 465 from 0.0.0.0/0 and TCP 993 from 0.0.0.0/0.",
  ssh: "it revokes TCP 22 from 0.0.0.0/0.",
  "all-traffic": "it revokes all traffic from 0.0.0.0/0.",
  ipv6: "it revokes TCP 443 from ::/0.",
  "wide-range": "it revokes TCP 80-443 from 0.0.0.0/0.",
  "peer-group": `it revokes all traffic from ${defaultGroup}.`,
  "default-group": "it revokes TCP 3389 from 0.0.0.0/0.",
};

describe("what is expected of the remediation", () => {
  for (const [policy, requiredPermissions] of Object.entries(policies)) {
    for (const entry of catalogue) {
      it(`of the incident ${entry.name} where the policy is ${policy}`, async () => {
        const ec2 = new FakeEc2();
        const groupId = entry.group === "default" ? defaultGroup : labGroup;
        // The group as the policy has it.
        for (const words of ec2.words(groupId)) ec2.revokeWords(groupId, words);
        ec2.authorize(groupId, requiredPermissions.map(toIpPermission));
        const lab = labStack({ requiredPermissions });
        const result = await openIncident(lab, fakeClients(ec2.answers), entry);
        const wanted = expected[`${entry.name} / ${policy}`] ?? opened[entry.name];
        assert.equal(effectInWords(lab, result), wanted);
        const text = changeLines(lab, result, {}).join("\n");
        assert.equal(text.includes("nothing was changed\n"), wanted === nothing);
        const reverts = whereToLookLines(lab, result, {}, false).some((line) => line.startsWith("Revert"));
        assert.equal(reverts, wanted !== nothing);
      });
    }
  }

  const ssh = { authorized: ["TCP 22 from 0.0.0.0/0"], revoked: [] };
  it("waits for Task 5 where the stack has no rule", () => {
    const text = "once Task 5 is done, it revokes TCP 22 from 0.0.0.0/0.";
    assert.equal(effectInWords(labStack(atStage("environment")), ssh), text);
    assert.equal(effectInWords(labStack(atStage("monitored")), ssh), text);
  });

  it("is a report in mode report", () => {
    assert.equal(
      effectInWords(labStack({ mode: "report" }), ssh),
      'in mode "report" it reports the change and reverts nothing.',
    );
  });

  it("is nothing where the change is what the policy requires", () => {
    const lab = labStack({ requiredPermissions: [{ protocol: "tcp", port: 22, ...world }] });
    assert.equal(effectInWords(lab, ssh), "nothing, since the policy allows this change.");
  });
});

describe("what is said of an incident", () => {
  const [handout] = catalogue;

  it("names the revert of the same group and stack", async () => {
    assert.ok(handout);
    const result = await openIncident(labStack(), fakeClients(new FakeEc2().answers), handout);
    assert.equal(
      whereToLookLines(labStack(), result, { group: defaultGroup, stack: "dev" }, false).at(-1),
      `Revert it:     npx config-lab incident handout --revert --group ${defaultGroup} --stack dev`,
    );
  });

  it("names the revert where an earlier run left it open", async () => {
    assert.ok(handout);
    const clients = fakeClients(new FakeEc2().answers);
    await openIncident(labStack(), clients, handout);
    const again = await openIncident(labStack(), clients, handout);
    assert.deepEqual(
      again.unchanged.map(({ reason }) => reason),
      ["is open already, by this incident", "is open already, by this incident"],
    );
    assert.match(
      whereToLookLines(labStack(), again, {}, false).at(-1) ?? "",
      /^Revert it: .* handout --revert$/,
    );
  });
});
