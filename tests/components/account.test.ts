import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { lookUpAccount } from "../../components/account";
import { account } from "./mockAws";
import { startMocks } from "./startMocks";

describe("lookUpAccount", () => {
  it("determines account, Region, partition, and the first of the Region's zones", async () => {
    await startMocks();
    deepStrictEqual(await lookUpAccount(), account);
  });

  it("asks for the Region's own zones only, neither Local Zones nor those that are down", async () => {
    const mocked = await startMocks();
    await lookUpAccount();
    deepStrictEqual(mocked.inputsOf("aws:index/getAvailabilityZones:getAvailabilityZones"), {
      state: "available",
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
  });

  it("takes the partition from the caller's ARN", async () => {
    await startMocks({
      answers: {
        "aws:index/getCallerIdentity:getCallerIdentity": {
          accountId: "123456789012",
          arn: "arn:aws-cn:sts::123456789012:assumed-role/instructor/session",
        },
      },
    });
    strictEqual((await lookUpAccount()).partition, "aws-cn");
  });

  it("says so when there is no zone", async () => {
    await startMocks({
      answers: { "aws:index/getAvailabilityZones:getAvailabilityZones": { names: [] } },
    });
    await rejects(lookUpAccount(), {
      message: "Region us-east-1 has no availability zone that this account can use.",
    });
  });
});
