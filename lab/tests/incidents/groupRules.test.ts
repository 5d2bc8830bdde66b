import assert from "node:assert/strict";
import { readGroupRules } from "../../incidents/groupRules";
import { fakeClients } from "../fakes/fakeClients";
import { FakeEc2 } from "../fakes/fakeEc2";
import { labGroup } from "../fakes/labStack";

describe("the inbound rules of a group", () => {
  it("are read by one request, without the outbound ones", async () => {
    const clients = fakeClients(new FakeEc2().answers);
    const words = (await readGroupRules(clients, labGroup)).map((rule) => rule.words);
    assert.deepEqual(words, ["TCP 80 from 0.0.0.0/0", "TCP 443 from 0.0.0.0/0"]);
    assert.deepEqual(clients.calls, ["DescribeSecurityGroupRules"]);
  });

  it("aren't empty for a group that doesn't exist", async () => {
    const { answers } = new FakeEc2();
    const clients = fakeClients({
      ...answers,
      DescribeSecurityGroupRules: () => ({ SecurityGroupRules: [] }),
    });
    await assert.rejects(readGroupRules(clients, "sg-0123"), { name: "InvalidGroup.NotFound" });
  });
});
