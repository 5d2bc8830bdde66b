import assert from "node:assert/strict";
import fc from "fast-check";
import type { IpPermission } from "@aws-sdk/client-ec2";
import * as evaluation from "../../remediation/evaluation";
import type { RemediationPlan } from "../../remediation/plan";

const tcp = (port: number, CidrIp = "0.0.0.0/0"): IpPermission => ({
  IpProtocol: "tcp",
  FromPort: port,
  ToPort: port,
  IpRanges: [{ CidrIp }],
});
const nothing: RemediationPlan = { authorize: [], revoke: [] };
const plan: RemediationPlan = { authorize: [tcp(443)], revoke: [tcp(465)] };

describe("the handout's annotations", () => {
  it("are given to the letter", () => {
    assert.deepEqual(evaluation.correct(), {
      compliance: "COMPLIANT",
      annotation: "Permissions are correct.",
    });
    const outcome = { revoked: 2, authorized: 0, remaining: nothing, problems: [], denied: false };
    assert.deepEqual(evaluation.remediated(outcome), {
      compliance: "COMPLIANT",
      annotation: "Permissions were modified. 2 new revocation(s). 0 new authorization(s).",
    });
  });
});

describe("annotations of what differs", () => {
  it("list what was found", () => {
    assert.deepEqual(evaluation.found(plan), {
      compliance: "NON_COMPLIANT",
      annotation:
        "Permissions are not as required. To revoke (1): tcp 465 from 0.0.0.0/0. " +
        "To authorize (1): tcp 443 from 0.0.0.0/0.",
    });
  });

  it("leave out a list that is empty", () => {
    const { annotation } = evaluation.found({ authorize: [], revoke: [tcp(22)] });
    assert.equal(annotation, "Permissions are not as required. To revoke (1): tcp 22 from 0.0.0.0/0.");
  });

  it("stop at a whole permission, say how many more there are, and leave room for the other list", () => {
    const revoke = Array.from({ length: 1000 }, (_, port) => tcp(port, "198.51.100.128/25"));
    const { annotation } = evaluation.found({ authorize: [tcp(80), tcp(443)], revoke });
    assert.equal(
      annotation,
      "Permissions are not as required. To revoke (1000): tcp 0 from 198.51.100.128/25, " +
        "tcp 1 from 198.51.100.128/25, tcp 2 from 198.51.100.128/25, tcp 3 from 198.51.100.128/25 and 996 more. " +
        "To authorize (2): tcp 80 from 0.0.0.0/0, tcp 443 from 0.0.0.0/0.",
    );
  });

  it("give only the number when not even one permission fits", () => {
    const problems = [evaluation.denied("ec2:AuthorizeSecurityGroupIngress"), "x".repeat(120)];
    const remaining = { authorize: [tcp(443)], revoke: [] };
    const outcome = { revoked: 0, authorized: 0, remaining, problems, denied: true };
    assert.equal(
      evaluation.remediated(outcome).annotation,
      "Permissions were not modified. The function's role is denied ec2:AuthorizeSecurityGroupIngress. " +
        `${"x".repeat(120)} Still to authorize: 1.`,
    );
  });

  it("end before a word when even the sentences are too long", () => {
    const { annotation } = evaluation.notApplicable(`${"word ".repeat(60)}end`);
    assert.equal(annotation, `${"word ".repeat(50)}word…`);
  });

  it("have 1 to 256 characters, whatever differs", () => {
    const permission = fc.tuple(fc.nat(65535), fc.ipV6()).map(([port, address]): IpPermission => ({
      IpProtocol: "udp",
      FromPort: 0,
      ToPort: port,
      Ipv6Ranges: [{ CidrIpv6: `${address}/128` }],
    }));
    const lists = fc.record({ authorize: fc.array(permission), revoke: fc.array(permission) });
    const problems = fc.array(fc.string({ maxLength: 400 }), { maxLength: 3 });
    fc.assert(
      fc.property(lists, problems, (remaining, sentences) => {
        const verdicts = [
          evaluation.found(remaining),
          evaluation.planned(remaining),
          evaluation.remediated({
            revoked: 1,
            authorized: 1,
            remaining,
            problems: sentences,
            denied: false,
          }),
        ];
        for (const { annotation } of verdicts) {
          assert.ok(annotation.length >= 1 && annotation.length <= 256, annotation);
        }
      }),
    );
  });
});

describe("evaluationOf and evaluationsRequest", () => {
  const resource = {
    resourceType: "AWS::EC2::SecurityGroup",
    resourceId: "sg-1",
    captureTime: "2025-03-04T02:17:09.999Z",
  };
  const verdict = evaluation.correct();
  const expected = (time: string): object => ({
    ComplianceResourceType: "AWS::EC2::SecurityGroup",
    ComplianceResourceId: "sg-1",
    ComplianceType: "COMPLIANT",
    Annotation: "Permissions are correct.",
    OrderingTimestamp: new Date(time),
  });

  it("is ordered by the time of the item", () => {
    assert.deepEqual(
      evaluation.evaluationOf(resource, verdict, "first"),
      expected("2025-03-04T02:17:09.999Z"),
    );
  });

  it("puts an event's second result after its first", () => {
    assert.deepEqual(
      evaluation.evaluationOf(resource, verdict, "second"),
      expected("2025-03-04T02:17:10.000Z"),
    );
  });

  it("asks for test mode with a test's token only", () => {
    const evaluations = [evaluation.evaluationOf(resource, verdict, "first")];
    assert.deepEqual(evaluation.evaluationsRequest(evaluations, "token"), {
      Evaluations: evaluations,
      ResultToken: "token",
    });
    assert.equal(evaluation.evaluationsRequest(evaluations, "TESTMODE").TestMode, true);
    assert.equal("TestMode" in evaluation.evaluationsRequest(evaluations, "testmode"), false);
  });
});
