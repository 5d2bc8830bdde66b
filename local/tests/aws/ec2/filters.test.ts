import assert from "node:assert/strict";
import { EC2 } from "@aws-sdk/client-ec2";
import { inTestAws } from "../gateway/testAws";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
describe("filters of EC2", function () {
  this.timeout(120_000);
  let ec2: EC2;
  inTestAws((test) => {
    ec2 = new EC2(test.settings());
  });
  after(() => ec2.destroy());

  const calls: readonly ((Filters: { Name: string; Values: string[] }[]) => Promise<unknown>)[] = [
    (Filters) => ec2.describeSecurityGroups({ Filters }),
    (Filters) => ec2.describeSecurityGroupRules({ Filters }),
    (Filters) => ec2.describeVpcs({ Filters }),
    (Filters) => ec2.describeSubnets({ Filters }),
    (Filters) => ec2.describeInternetGateways({ Filters }),
    (Filters) => ec2.describeRouteTables({ Filters }),
    (Filters) => ec2.describeNetworkAcls({ Filters }),
  ];

  for (const call of calls) {
    const name = /ec2\.(\w+)/.exec(call.toString())?.[1];

    it(`${name}: one that it doesn't have is rejected`, async () => {
      await assert.rejects(call([{ Name: "colour", Values: ["red"] }]), {
        name: "InvalidParameterValue",
        message: "The filter 'colour' is invalid",
      });
    });

    it(`${name}: one by tag is taken`, async () => {
      await call([{ Name: "tag:Name", Values: ["LabSG1"] }]);
    });
  }
});
