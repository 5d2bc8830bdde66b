import assert from "node:assert/strict";
import { tcp } from "../../fakes/fakeEc2";
import { defaultGroup, labGroup } from "../../fakes/labStack";
import { examine, missing, remediatedEc2 } from "../harness";

describe("Task 6", () => {
  let ec2 = remediatedEc2();
  beforeEach(() => {
    ec2 = remediatedEc2();
  });

  it("finds what is there and isn't required, and the reverse", async () => {
    ec2.authorize(labGroup, [tcp(22)]);
    ec2.revokeWords(defaultGroup, "TCP 443 from 0.0.0.0/0");
    const patience =
      "On AWS the remediation follows a change within 15 minutes. Check the function's log: npx config-lab logs";
    assert.deepEqual(missing(await examine(6, { ec2 })), [
      {
        what: "inbound rules of LabSG1",
        expected: "TCP 80 from 0.0.0.0/0, TCP 443 from 0.0.0.0/0",
        seen: "TCP 22 from 0.0.0.0/0, TCP 80 from 0.0.0.0/0, TCP 443 from 0.0.0.0/0",
        hint: patience,
      },
      {
        what: "inbound rules of the VPC's default group",
        expected: "TCP 80 from 0.0.0.0/0, TCP 443 from 0.0.0.0/0",
        seen: "TCP 80 from 0.0.0.0/0",
        hint: patience,
      },
    ]);
  });

  it("shows the rules' ids", async () => {
    const { evidence } = await examine(6, { ec2 });
    assert.deepEqual(
      evidence[0]?.rows.map(([, id]) => id),
      ec2.ids(labGroup),
    );
  });
});
