import { strict as assert } from "node:assert";

import { functionName } from "../../../../aws/lambda/records";

const home = { region: "us-east-1", account: "123456789012" };

describe("a function's name", () => {
  for (const [text, qualifier] of [
    ["f", undefined],
    ["f", "$LATEST"],
    ["f:$LATEST", "$LATEST"],
    ["function:f", undefined],
    ["123456789012:function:f:$LATEST", undefined],
    ["arn:aws:lambda:us-east-1:123456789012:function:f", undefined],
    ["arn:aws:lambda:us-east-1:123456789012:function:f:$LATEST", undefined],
  ] as const) {
    it(`is read from ${text}${qualifier === undefined ? "" : ` with ${qualifier}`}`, () => {
      assert.equal(functionName(text, qualifier, home), "f");
    });
  }

  const bad: [text: string, qualifier: string | undefined, name: string][] = [
    ["", undefined, "ValidationException"],
    ["a b", undefined, "ValidationException"],
    ["arn:aws:s3:::bucket", undefined, "ValidationException"],
    ["210987654321:function:f", undefined, "ResourceNotFoundException"],
    ["arn:aws:lambda:eu-west-1:123456789012:function:f", undefined, "ResourceNotFoundException"],
  ];
  for (const [text, qualifier, name] of bad) {
    it(`can't be read from "${text}": ${name}`, () => {
      assert.throws(() => functionName(text, qualifier, home), { name });
    });
  }

  it("has no version and no alias", () => {
    for (const [text, qualifier] of [
      ["f:live", undefined],
      ["f", "live"],
      ["f:$LATEST", "live"],
    ] as const) {
      assert.throws(() => functionName(text, qualifier, home), {
        name: "ResourceNotFoundException",
        message: "Function not found: arn:aws:lambda:us-east-1:123456789012:function:f:live",
      });
    }
  });
});
