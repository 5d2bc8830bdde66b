import { strictEqual } from "node:assert";
import { awsRegionFault } from "../../../components/configuration";

describe("the provider's region", () => {
  for (const region of [
    "us-east-1",
    "ap-southeast-7",
    "us-gov-west-1",
    "cn-north-1",
    "us-iso-east-1",
    "eusc-de-east-1",
  ]) {
    it(`may be ${region}`, () => strictEqual(awsRegionFault(region, {}), undefined));
  }

  for (const region of ["us-east-1a", "US-EAST-1", "moon-1", "N. Virginia", " us-east-1", ""]) {
    it(`can't be ${JSON.stringify(region)}, wherever it is set`, () => {
      const expected = `expected a region of AWS, such as "us-east-1", got ${JSON.stringify(region)}`;
      strictEqual(awsRegionFault(region, { AWS_REGION: "us-east-1" }), `aws:region: ${expected}`);
      // An empty variable is none.
      if (region === "") return;
      strictEqual(awsRegionFault(undefined, { AWS_REGION: region }), `AWS_REGION: ${expected}`);
      strictEqual(
        awsRegionFault(undefined, { AWS_DEFAULT_REGION: region }),
        `AWS_DEFAULT_REGION: ${expected}`,
      );
    });
  }

  it("is looked for where the provider looks first", () => {
    strictEqual(awsRegionFault("us-east-1", { AWS_REGION: "moon-1" }), undefined);
    strictEqual(
      awsRegionFault(undefined, { AWS_REGION: "us-east-1", AWS_DEFAULT_REGION: "moon-1" }),
      undefined,
    );
    strictEqual(awsRegionFault(undefined, {}), undefined);
  });
});
