import { ok } from "node:assert";
import { inTestAws, type TestAws } from "../gateway/testAws";
import { fuzzRequests } from "./requests";

describe("10,000 mutated requests to the endpoint", function () {
  this.timeout(20 * 60_000);
  let test: TestAws;
  inTestAws((started) => {
    test = started;
  });

  it("are answered, with an AWS error where they are wrong", async () => {
    ok((await fuzzRequests(test.aws, 10_000)) > 2_000);
  });
});
