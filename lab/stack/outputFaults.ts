import { modes, reached, ruleScopes, scopes, stages, type Stage } from "../../components/configuration";
import { textOutputs } from "../../components/labOutputs";
import { allowedPermissionFaults, requiredPermissionFaults } from "../../remediation/requiredPermissions";
import { isFields, shown, type Fields } from "../../remediation/values";

const choices: Readonly<Record<string, readonly string[]>> = {
  stage: stages,
  mode: modes,
  scope: scopes,
  ruleScope: ruleScopes,
};

/** Every fault of a stack's outputs at once: field, what was expected, what it is. Empty: they are valid. */
export function outputFaults(outputs: unknown): string[] {
  if (!isFields(outputs)) return [`outputs: expected an object, got ${shown(outputs)}`];
  const { requiredPermissions, allowedPermissions, consoleLinks } = outputs;
  return [
    ...Object.keys(textOutputs)
      .filter(
        (field) => !isText(outputs[field]) && (outputs[field] !== undefined || isRequired(field, outputs)),
      )
      .map((field) => `${field}: expected a string, got ${shown(outputs[field])}`),
    ...Object.entries(choices)
      .filter(([field, words]) => !words.includes(outputs[field] as string))
      .map(([field, words]) => `${field}: expected ${words.join(", ")}, got ${shown(outputs[field])}`),
    ...requiredPermissionFaults(requiredPermissions),
    ...allowedPermissionFaults(allowedPermissions),
    ...(typeof outputs.exemptions === "boolean"
      ? []
      : [`exemptions: expected true or false, got ${shown(outputs.exemptions)}`]),
    ...(isFields(consoleLinks) ? [] : [`consoleLinks: expected an object, got ${shown(consoleLinks)}`]),
  ];
}

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";

function isRequired(field: string, { stage }: Fields): boolean {
  const availability = textOutputs[field as keyof typeof textOutputs];
  if (availability === "known" || availability === "always") return true;
  // An unknown stage is a fault of its own, and has reached none.
  return availability !== "recording" && reached(stage as Stage, availability);
}
