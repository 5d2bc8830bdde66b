import assert from "node:assert/strict";
import { errorCode, errorText, failureKind } from "../../remediation/awsErrors";
import { awsError } from "./fakeAws";

describe("failureKind", () => {
  const denied = ["UnauthorizedOperation", "AccessDenied", "AccessDeniedException"];
  const rejected = [
    "InvalidPermission.Duplicate",
    "InvalidPermission.NotFound",
    "InvalidGroup.NotFound",
    "InvalidParameterValue",
    "RulesPerSecurityGroupLimitExceeded",
    "NoSuchConfigRuleException",
    "ValidationException",
  ];
  const unavailable: [code: string, status: number][] = [
    ["RequestLimitExceeded", 503],
    ["RequestLimitExceeded", 400],
    ["Throttling", 400],
    ["ThrottlingException", 400],
    ["EC2ThrottledException", 400],
    ["LimitExceededException", 400],
    ["TooManyRequestsException", 429],
    ["InternalError", 500],
    ["ACodeThatIsNew", 429],
    ["ACodeThatIsNew", 408],
    ["Unavailable", 503],
    ["AuthFailure", 401],
    ["RequestExpired", 400],
    ["ExpiredTokenException", 400],
    ["UnrecognizedClientException", 400],
  ];
  for (const code of denied) {
    it(`${code} is denied`, () => assert.equal(failureKind(awsError(code, 403)), "denied"));
  }
  for (const code of rejected) {
    it(`${code} is rejected`, () => assert.equal(failureKind(awsError(code)), "rejected"));
  }
  for (const [code, status] of unavailable) {
    it(`${code} with status ${status} is unavailable`, () => {
      assert.equal(failureKind(awsError(code, status)), "unavailable");
    });
  }
  for (const value of [new Error("connect ECONNREFUSED"), "text", undefined, null]) {
    it(`${String(value)}, which isn't AWS's answer, is unavailable`, () => {
      assert.equal(failureKind(value), "unavailable");
    });
  }
});

describe("errorCode and errorText", () => {
  it("give AWS's code and message, and anything else that was thrown", () => {
    assert.equal(errorCode(awsError("InvalidGroup.NotFound")), "InvalidGroup.NotFound");
    assert.equal(
      errorText(awsError("InvalidGroup.NotFound", 400, "The group doesn't exist")),
      "The group doesn't exist",
    );
    assert.equal(errorCode("text"), "");
    assert.equal(errorText("text"), "text");
  });
});
