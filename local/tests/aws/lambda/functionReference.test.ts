import { strict as assert } from "node:assert";

import { parseFunctionReference } from "../../../aws/lambda/functionReference";

const home = { region: "us-east-1", account: "123456789012" };

describe("a function's reference", () => {
  const good: [text: string, qualifier: string | undefined, expected: object][] = [
    ["f", undefined, { name: "f", qualifier: undefined }],
    ["f", "1", { name: "f", qualifier: "1" }],
    ["f:live", undefined, { name: "f", qualifier: "live" }],
    ["f:live", "live", { name: "f", qualifier: "live" }],
    ["function:f", undefined, { name: "f", qualifier: undefined }],
    ["123456789012:function:f:$LATEST", undefined, { name: "f", qualifier: "$LATEST" }],
    ["arn:aws:lambda:us-east-1:123456789012:function:f", "2", { name: "f", qualifier: "2" }],
    ["arn:aws:lambda:us-east-1:123456789012:function:f:2", undefined, { name: "f", qualifier: "2" }],
  ];
  for (const [text, qualifier, expected] of good) {
    it(`may be ${text}${qualifier === undefined ? "" : ` with ${qualifier}`}`, () => {
      assert.deepEqual(parseFunctionReference(text, qualifier, home), expected);
    });
  }

  const bad: [text: string, qualifier: string | undefined, name: string][] = [
    ["", undefined, "ValidationException"],
    ["a b", undefined, "ValidationException"],
    ["arn:aws:s3:::bucket", undefined, "ValidationException"],
    ["f:1", "2", "InvalidParameterValueException"],
    ["210987654321:function:f", undefined, "ResourceNotFoundException"],
    ["arn:aws:lambda:eu-west-1:123456789012:function:f", undefined, "ResourceNotFoundException"],
  ];
  for (const [text, qualifier, name] of bad) {
    it(`can't be "${text}"${qualifier === undefined ? "" : ` with ${qualifier}`}: ${name}`, () => {
      assert.throws(() => parseFunctionReference(text, qualifier, home), { name });
    });
  }
});
