import { ok } from "node:assert";
import { inTestAws, type TestAws } from "../gateway/testAws";
import { fuzzRequests } from "./requests";

describe("mutated requests to the endpoint", function () {
  this.timeout(120_000);
  let test: TestAws;
  inTestAws((started) => {
    test = started;
  });

  it("are answered, with an AWS error where they are wrong", async () => {
    ok((await fuzzRequests(test.aws, 400)) > 100);
  });
});
