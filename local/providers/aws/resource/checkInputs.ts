import type { CheckRequest, Checked, Fault } from "../../plugin/provider";
import { hasUnknown, type Values } from "../../plugin/propertyValues";
import { defaultsKey, defaultsOf } from "../../properties/defaults";
import { validate } from "../../properties/validation";
import { autoName } from "./autoName";
import type { AnyResourceType } from "./resourceType";

/** Validates a resource's inputs, all faults at once, and fills in defaults and a name. */
export function checkInputs(type: AnyResourceType, request: CheckRequest): Checked {
  const faults: Fault[] = [];
  const inputs = validate(type.properties, request.news, faults);
  const defaults = [...fillDefaults(type, inputs), ...fillName(type, inputs, request, faults)];
  const known = Object.fromEntries(Object.entries(inputs).filter(([, value]) => !hasUnknown(value)));
  if (faults.length === 0) faults.push(...(type.faults?.(known) ?? []));
  return { inputs: { ...inputs, [defaultsKey]: defaults }, faults };
}

function fillDefaults(type: AnyResourceType, inputs: Values): string[] {
  const filled: string[] = [];
  for (const [name, property] of Object.entries(type.properties)) {
    if (property.default !== undefined && inputs[name] === undefined) {
      inputs[name] = property.default;
      filled.push(name);
    }
  }
  return filled;
}

function fillName(type: AnyResourceType, inputs: Values, request: CheckRequest, faults: Fault[]): string[] {
  const rule = type.autoName;
  if (!rule || inputs[rule.property] !== undefined) return [];
  const old = request.olds[rule.property];
  // A generated name stays, or every update would replace the resource.
  if (typeof old === "string" && defaultsOf(request.olds).includes(rule.property)) {
    inputs[rule.property] = old;
    return [rule.property];
  }
  const generated = autoName(rule, request);
  if ("fault" in generated) {
    faults.push(generated.fault);
    return [];
  }
  inputs[rule.property] = generated.name;
  return [rule.property];
}
