import type { LabStackOutputs } from "../../components/labOutputs";
import { requiredPermissionFaults } from "../../remediation/requiredPermissions";

type Field = keyof LabStackOutputs;

const texts: readonly Field[] = [
  "LambdaFunctionARN",
  "region",
  "accountId",
  "vpcId",
  "publicSubnetId",
  "securityGroupId",
  "securityGroupName",
  "defaultSecurityGroupId",
  "topicArn",
  "topicName",
  "configRoleName",
  "configRoleArn",
  "functionRoleName",
  "functionRoleArn",
  "functionName",
  "logGroupName",
];

/** Absent where the stage, or an adopted recorder, has none. */
const optionalTexts: readonly Field[] = ["bucketName", "recorderName", "deliveryChannelName"];
/** What stage `remediated` adds. */
const ruleTexts: readonly Field[] = ["ruleName", "ruleArn"];

const choices: Readonly<Partial<Record<Field, readonly string[]>>> = {
  stage: ["environment", "monitored", "remediated"],
  mode: ["enforce", "report"],
  scope: ["lab", "account"],
};

/** Every fault of a stack's outputs at once: field, what was expected, what it is. Empty: they are valid. */
export function outputFaults(value: unknown): string[] {
  if (typeof value !== "object" || value === null)
    return [`outputs: expected an object, got ${shown(value)}`];
  const outputs = value as Readonly<Record<string, unknown>>;
  const needed = outputs.stage === "remediated" ? [...texts, ...ruleTexts] : texts;
  return [
    ...needed.filter((field) => !isText(outputs[field])).map((field) => textFault(field, outputs[field])),
    ...optionalTexts
      .filter((field) => outputs[field] !== undefined && !isText(outputs[field]))
      .map((field) => textFault(field, outputs[field])),
    ...Object.entries(choices)
      .filter(([field, words]) => !words.includes(outputs[field] as string))
      .map(([field, words]) => `${field}: expected ${words.join(", ")}, got ${shown(outputs[field])}`),
    ...requiredPermissionFaults(outputs.requiredPermissions),
    ...(typeof outputs.consoleLinks === "object" && outputs.consoleLinks !== null
      ? []
      : [`consoleLinks: expected an object, got ${shown(outputs.consoleLinks)}`]),
  ];
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const textFault = (field: Field, value: unknown): string =>
  `${field}: expected a string, got ${shown(value)}`;
const shown = (value: unknown): string =>
  value === undefined ? "nothing" : `${JSON.stringify(value)} (${typeof value})`;
