import assert from "node:assert/strict";
import { json, policy } from "../../../../providers/aws/resource/jsonProperty";
import { isSame } from "../../../../providers/properties/equality";

function document(statement: unknown): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statement });
}

const one = {
  Effect: "Allow",
  Principal: { AWS: "123456789012", Service: "config.amazonaws.com" },
  Action: ["s3:PutObject", "s3:GetObject"],
  Resource: "arn:aws:s3:::b/*",
  Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
};

describe("comparing policy documents", () => {
  it("treats single values as lists of one, ignores the order of lists, and treats accounts as their root", () => {
    const other = {
      Condition: { StringEquals: { "aws:SourceAccount": ["123456789012"] } },
      Resource: ["arn:aws:s3:::b/*"],
      Action: ["s3:GetObject", "s3:PutObject"],
      Principal: { Service: ["config.amazonaws.com"], AWS: "arn:aws:iam::123456789012:root" },
      Effect: "Allow",
    };
    assert.equal(isSame(policy(), document(one), document([other])), true);
  });

  it("treats * as everybody in AWS", () => {
    const everybody = (principal: unknown) => document([{ ...one, Principal: principal }]);
    assert.equal(isSame(policy(), everybody("*"), everybody({ AWS: "*" })), true);
  });

  it("distinguishes documents of another meaning", () => {
    for (const change of [
      { Effect: "Deny" },
      { Action: "s3:PutObject" },
      { Resource: "*" },
      { Condition: { StringEquals: { "aws:SourceAccount": "210987654321" } } },
      { Sid: "Named" },
    ]) {
      assert.equal(
        isSame(policy(), document([one]), document([{ ...one, ...change }])),
        false,
        JSON.stringify(change),
      );
    }
  });

  it("keeps the order of statements, and compares other JSON by its values", () => {
    assert.equal(isSame(policy(), document([one, {}]), document([{}, one])), false);
    assert.equal(isSame(json(), '{"a":1,"b":[1,2]}', '{ "b": [1, 2], "a": 1 }'), true);
    assert.equal(isSame(json(), '{"b":[1,2]}', '{"b":[2,1]}'), false);
  });
});
