import { deepStrictEqual } from "node:assert";
import { change, startFaultLab, type FaultLab } from "../lab/faultLab";
import type { FunctionEnvironment } from "../lab/environment";
import { acts, points, race } from "./race";

describe("the function's archive in a race", function () {
  this.timeout(180_000);
  let lab: FaultLab;
  let environment: FunctionEnvironment;
  before(async () => {
    lab = await startFaultLab();
    environment = lab.startEnvironment();
  });
  after(() => lab?.stop());

  const ends = async (groupId: string) => [await lab.portsOf(groupId), await lab.complianceOf(groupId)];
  const remediated = [[80, 443], "COMPLIANT"];

  it("reports what a describe showed and ends right, whatever another writer does between which calls", async () => {
    const all = Object.keys(acts).flatMap((act) =>
      Array.from({ length: points }, (_, index) => race(lab, environment, act, index + 1)),
    );
    deepStrictEqual(all.length, 35);
    deepStrictEqual((await Promise.all(all)).flat(), []);
  });

  it("of two execution environments with one event at once ends right", async () => {
    const other = lab.startEnvironment();
    const groups = await Promise.all(Array.from({ length: 8 }, () => lab.makeGroup([80, 465, 993])));
    const failures = await Promise.all(
      groups.flatMap((groupId) => [
        environment.invoke(lab.eventOf(groupId)),
        other.invoke(lab.eventOf(groupId)),
      ]),
    );
    deepStrictEqual(
      failures.filter((failure) => failure !== undefined),
      [],
    );
    for (const groupId of groups) deepStrictEqual(await ends(groupId), remediated);
  });

  it("with a duplicate of an event changes nothing more", async () => {
    const groupId = await lab.makeGroup([80, 465, 993]);
    const event = lab.eventOf(groupId);
    deepStrictEqual(await environment.invoke(event), undefined);
    const rules = await lab.ec2.describeSecurityGroupRules({
      Filters: [{ Name: "group-id", Values: [groupId] }],
    });
    deepStrictEqual(await environment.invoke(event), undefined);
    deepStrictEqual(await ends(groupId), remediated);
    const after = await lab.ec2.describeSecurityGroupRules({
      Filters: [{ Name: "group-id", Values: [groupId] }],
    });
    deepStrictEqual(after.SecurityGroupRules, rules.SecurityGroupRules);
  });

  it("of events out of order remediates what is there, and keeps the newer event's result", async () => {
    const groupId = await lab.makeGroup([80, 465, 993]);
    deepStrictEqual(await environment.invoke(lab.eventOf(groupId, 2000)), undefined);
    await change(lab.ec2, groupId, { add: [22], remove: [443] });
    deepStrictEqual(await environment.invoke(lab.eventOf(groupId, 0)), undefined);
    deepStrictEqual(await ends(groupId), remediated);
  });
});
