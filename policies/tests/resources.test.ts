import { deepStrictEqual } from "node:assert";
import { describedType, offeredTypes } from "../../local/providers/aws/typeCatalogue";
import { expiringLogs } from "../expiringLogs";
import type { ResourcePolicy } from "../labPolicy";
import { requiredIngress } from "../requiredIngress";
import { taggableTypes, taggedResources } from "../taggedResources";
import { planned, settingsWith } from "./examples";

const violations = (
  policy: ResourcePolicy,
  type: string,
  props: Record<string, unknown>,
  config: Record<string, string> = {},
) => policy.violations(planned(type, props), settingsWith(config));

describe("expiring-logs", () => {
  const logGroup = "aws:cloudwatch/logGroup:LogGroup";
  const lambda = "aws:lambda/function:Function";

  it("is met by a log group with a retention, and a function with a log group", () => {
    deepStrictEqual(violations(expiringLogs, logGroup, { retentionInDays: 14 }), []);
    deepStrictEqual(violations(expiringLogs, lambda, { loggingConfig: { logGroup: "group" } }), []);
  });

  it("is violated by a log group that never expires", () => {
    const never = ["Log group example: expected retentionInDays, got 0 (never expires)."];
    deepStrictEqual(violations(expiringLogs, logGroup, {}), never);
    deepStrictEqual(violations(expiringLogs, logGroup, { retentionInDays: 0 }), never);
  });

  it("is violated by a function whose log group Lambda would create", () => {
    const none = [
      "Function example: expected loggingConfig.logGroup, got none; Lambda would create a group that never expires.",
    ];
    deepStrictEqual(violations(expiringLogs, lambda, {}), none);
    deepStrictEqual(violations(expiringLogs, lambda, { loggingConfig: { logFormat: "Text" } }), none);
  });
});

describe("tagged-resources", () => {
  const type = "aws:sns/topic:Topic";

  it("is met by a resource with project and stack", () => {
    const tags = { Project: "config-remediation-lab", Stack: "dev", Name: "topic" };
    deepStrictEqual(violations(taggedResources, type, { tags }), []);
  });

  it("is violated by a resource without one of them, or with an empty one", () => {
    const missing = (what: string) => [`${type} example: expected the tags Project and Stack, got ${what}.`];
    deepStrictEqual(violations(taggedResources, type, {}), missing("no Project and no Stack"));
    deepStrictEqual(
      violations(taggedResources, type, { tags: { Project: "lab", Stack: "" } }),
      missing("no Stack"),
    );
  });

  it("knows every type of the lab that has tags", async () => {
    const types = await Promise.all(offeredTypes.map(describedType));
    const tagged = types.filter(({ tags }) => tags !== undefined).map(({ token }) => token);
    deepStrictEqual([...taggableTypes].sort(), tagged.sort());
  });
});

describe("required-ingress", () => {
  const group = "aws:ec2/securityGroup:SecurityGroup";
  const port = (number: number, ...cidrBlocks: string[]) => ({
    protocol: "tcp",
    fromPort: number,
    toPort: number,
    cidrBlocks,
  });
  const beyond = (what: string, allowed = "tcp 80 from 0.0.0.0/0, tcp 443 from 0.0.0.0/0") =>
    `example allows ${what}: expected nothing beyond ${allowed}.`;

  it("is met by the required permissions, and by none", () => {
    deepStrictEqual(violations(requiredIngress, group, { ingress: [port(80, "0.0.0.0/0")] }), []);
    deepStrictEqual(violations(requiredIngress, group, {}), []);
  });

  it("is violated by each other source of a rule", () => {
    const ingress = [
      { ...port(443, "0.0.0.0/0"), ipv6CidrBlocks: ["::/0"], self: true },
      { protocol: "-1", fromPort: 0, toPort: 0, securityGroups: ["sg-1"], prefixListIds: ["pl-1"] },
    ];
    deepStrictEqual(violations(requiredIngress, group, { ingress }), [
      beyond("tcp 443 from ::/0"),
      beyond("tcp 443 from the group itself"),
      beyond("all traffic from pl-1"),
      beyond("all traffic from sg-1"),
    ]);
  });

  it("follows the stack's required permissions, beside which LabSG1 may begin as the handout has it", () => {
    const requiredPermissions = '[{"protocol":"tcp","port":22,"cidr":"10.0.0.0/8"}]';
    const ingress = [port(22, "10.0.0.0/8", "0.0.0.0/0"), port(80, "0.0.0.0/0")];
    deepStrictEqual(violations(requiredIngress, group, { ingress }, { requiredPermissions }), [
      beyond(
        "tcp 22 from 0.0.0.0/0",
        "tcp 22 from 10.0.0.0/8, tcp 80 from 0.0.0.0/0, tcp 443 from 0.0.0.0/0",
      ),
    ]);
  });

  it("sees rules that are resources of their own", () => {
    const rule = "aws:ec2/securityGroupRule:SecurityGroupRule";
    deepStrictEqual(violations(requiredIngress, rule, { type: "ingress", ...port(25, "0.0.0.0/0") }), [
      beyond("tcp 25 from 0.0.0.0/0"),
    ]);
    deepStrictEqual(violations(requiredIngress, rule, { type: "egress", ...port(25, "0.0.0.0/0") }), []);
    deepStrictEqual(
      violations(requiredIngress, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
        ipProtocol: "tcp",
        fromPort: 25,
        toPort: 26,
        cidrIpv4: "0.0.0.0/0",
      }),
      [beyond("tcp 25-26 from 0.0.0.0/0")],
    );
  });
});
