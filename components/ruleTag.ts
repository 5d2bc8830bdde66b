import type { LabTags } from "./labTags";

/** Key of the tag by which a rule's scope selects groups; its value is the rule's name. */
const key = "ConfigRule";

/** The tag of the groups that a rule selects. */
export function ruleTag(ruleName: string): LabTags {
  return { [key]: ruleName };
}

/** The name of the lab's rule. @param suffix of the names that would collide in a shared account */
export function ruleNameWith(suffix: string): string {
  return `EC2SecurityGroup${suffix}`;
}
