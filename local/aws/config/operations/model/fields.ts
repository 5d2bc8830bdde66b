import { ComplianceType, MaximumExecutionFrequency, ResourceType } from "@aws-sdk/client-config-service";
import { list, number, oneOf, structure, text } from "./shapes";

/** Shapes that several operations share, with the constraints of AWS's service model. */
export const ruleName = text(1, 128, /^.*\S.*$/);
export const ruleNames = list(ruleName, 0, 25);
export const name = text(1, 256);
export const resourceType = oneOf(Object.values(ResourceType));
export const anyResourceType = text(1, 256);
export const resourceId = text(1, 768);
export const complianceTypes = list(oneOf(Object.values(ComplianceType)), 0, 3);
export const limit = number(0, 100);
export const frequency = oneOf(Object.values(MaximumExecutionFrequency));
export const arn = text(1, 1000);
export const tags = list(structure({ "Key*": text(1, 128), "Value*": text(0, 256) }), 0, 50);
