import { deepStrictEqual, ok } from "node:assert";
import { handoutNames, expectedNames } from "../handoutNames";
import type { StackResource } from "../labPolicy";
import { ruleOrder } from "../ruleOrder";
import { inStack, settingsWith } from "./examples";

describe("handout-names", () => {
  const lab = (settings = settingsWith()): StackResource[] =>
    expectedNames(settings).map(({ type, texts }, index) => {
      const { "tags.Name": Name, ...props } = texts;
      return inStack(type, `resource-${index}`, { ...props, ...(Name && { tags: { Name } }) });
    });
  const without = (type: string) => lab().filter((resource) => resource.type !== type);
  const messages = (resources: StackResource[], config: Record<string, string> = {}) =>
    handoutNames.violations(resources, settingsWith(config)).map(({ message }) => message);

  it("is met by a lab that has everything", () => {
    ok(lab().length > 10);
    deepStrictEqual(messages(lab()), []);
  });

  it("is violated by a renamed group", () => {
    const type = "aws:ec2/securityGroup:SecurityGroup";
    const renamed = inStack(type, "group", {
      name: "LabGroup",
      description: "LabSG1",
      tags: { Name: "LabSG1" },
    });
    deepStrictEqual(messages([...without(type), renamed]), [
      'The handout names a SecurityGroup with name "LabSG1", description "LabSG1", tags.Name "LabSG1": expected one, got "LabGroup", "LabSG1", "LabSG1".',
    ]);
  });

  it("is violated by what isn't there", () => {
    deepStrictEqual(messages(without("aws:sns/topic:Topic")), [
      'The handout names a Topic with name "ust-stuabc-config-topic", displayName "EC2 SecurityGroup Change Notifications": expected one, got none of that type.',
    ]);
  });

  it("asks for what the stack's stage has", () => {
    const rule = without("aws:cfg/rule:Rule");
    deepStrictEqual(messages(rule, { stage: "monitored" }), []);
    deepStrictEqual(messages(rule).length, 1);
    const recorder = rule.filter(({ type }) => type !== "aws:cfg/recorder:Recorder");
    deepStrictEqual(messages(recorder, { stage: "environment" }), []);
    deepStrictEqual(messages(recorder, { stage: "monitored" }).length, 1);
    deepStrictEqual(messages(recorder, { stage: "monitored", recorder: "adopt" }), []);
  });

  it("asks for the stack's suffix in a shared account, where the recorder is adopted", () => {
    const config = { sharedAccount: "true" };
    deepStrictEqual(messages(lab(settingsWith(config)), config), []);
    deepStrictEqual(messages(lab(), config).length, 5);
  });
});

describe("rule-before-groups", () => {
  const group = inStack("aws:ec2/securityGroup:SecurityGroup", "sg1");
  const rule = (...dependencies: StackResource[]) =>
    inStack("aws:cfg/rule:Rule", "rule", {}, { dependencies });
  const violations = (...resources: StackResource[]) => ruleOrder.violations(resources, settingsWith());

  it("is met by a rule that depends on the group, also through another resource", () => {
    deepStrictEqual(violations(group, rule(group)), []);
    const between = inStack("aws:lambda/permission:Permission", "permission", {}, { dependencies: [group] });
    deepStrictEqual(violations(group, between, rule(between)), []);
    deepStrictEqual(violations(group), []);
  });

  it("is violated by a rule that doesn't depend on each group", () => {
    const other = inStack("aws:ec2/securityGroup:SecurityGroup", "sg2");
    const one = rule(group);
    deepStrictEqual(violations(group, other, one), [
      {
        urn: one.urn,
        message: "Rule rule may outlive security group sg2: expected the rule to depend on it (dependsOn).",
      },
    ]);
  });
});
