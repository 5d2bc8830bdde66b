import { findRule, ruleName } from "../../stack/rule";
import type { Part } from "../part";

/** The rule. Until the stack's stage has it, a student may create it in the console. */
export const rulePart: Part = {
  name: (lab) => `rule ${ruleName(lab)}`,
  task: 5,
  stage: "remediated",
  creator: (lab) => (lab.ruleName === undefined ? "student" : "stack"),
  exists: async (lab, clients) => (await findRule(lab, clients)) !== undefined,
};

/** How to see a remediation. */
export const showRemediation =
  "Cause an incident and wait for the remediation: npx config-lab incident --watch";
