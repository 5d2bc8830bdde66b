import assert from "node:assert/strict";
import type { SecurityGroup } from "@aws-sdk/client-ec2";
import { findingsCsv } from "../../groupFindings/findingsCsv";
import { readFindings } from "../../groupFindings/runFindings";
import { fakeClients } from "../fakes/fakeClients";
import { tcp } from "../fakes/fakeEc2";
import { labStack, vpcId } from "../fakes/labStack";

const now = Date.parse("2026-11-27T12:00:00Z");
const group = (
  GroupName: string,
  ports: readonly number[],
  more: Partial<SecurityGroup> = {},
): SecurityGroup => ({
  GroupId: `sg-${GroupName}`,
  GroupName,
  VpcId: vpcId,
  IpPermissions: ports.map((port) => tcp(port)),
  ...more,
});
const exempt = [{ Key: "config-remediation-lab:exempt-until", Value: "2026-12-31" }];

describe("findings", () => {
  it("are what the function would change, of the groups in scope, over several pages", async () => {
    const inputs: unknown[] = [];
    const pages = [
      { SecurityGroups: [group("right", [80, 443]), group("ssh", [22, 80])], NextToken: "more" },
      { SecurityGroups: [group("later", [80, 443, 25], { Tags: exempt })] },
    ];
    const clients = fakeClients({
      DescribeSecurityGroups: (input) => {
        inputs.push(input.Filters);
        return pages.shift();
      },
    });
    assert.deepEqual(await readFindings(labStack({ exemptions: true }), clients, now), {
      groups: 3,
      findings: [
        {
          groupId: "sg-ssh",
          name: "ssh",
          vpcId,
          revoke: ["TCP 22 from 0.0.0.0/0"],
          authorize: ["TCP 443 from 0.0.0.0/0"],
        },
        {
          groupId: "sg-later",
          name: "later",
          vpcId,
          revoke: ["TCP 25 from 0.0.0.0/0"],
          authorize: [],
          exemptUntil: "2026-12-31",
        },
      ],
    });
    const filter = [{ Name: "vpc-id", Values: [vpcId] }];
    assert.deepEqual(inputs, [filter, filter]);
  });

  it("are of every group with scope account, and leave out what is allowed", async () => {
    const filters: unknown[] = [];
    const clients = fakeClients({
      DescribeSecurityGroups: ({ Filters }) => {
        filters.push(Filters);
        return { SecurityGroups: [group("web", [80, 443, 8080])] };
      },
    });
    const allowedPermissions = [{ protocol: "tcp", fromPort: 8000, toPort: 8999, cidr: "0.0.0.0/0" }];
    const lab = labStack({ scope: "account", allowedPermissions });
    assert.deepEqual(await readFindings(lab, clients, now), { groups: 1, findings: [] });
    assert.deepEqual(filters, [undefined]);
  });

  it("are a line a permission in CSV, in which no cell is a formula", () => {
    const name = '=HYPERLINK("http://example.com")';
    const finding = {
      groupId: "sg-1",
      name,
      vpcId,
      revoke: ["TCP 22 from ::/0"],
      authorize: ["all traffic"],
    };
    assert.deepEqual(findingsCsv([finding]).split("\n"), [
      "group,name,vpc,change,permission,exempt until",
      `sg-1,"'=HYPERLINK(""http://example.com"")",${vpcId},revoke,TCP 22 from ::/0,`,
      `sg-1,"'=HYPERLINK(""http://example.com"")",${vpcId},authorize,all traffic,`,
      "",
    ]);
  });
});
