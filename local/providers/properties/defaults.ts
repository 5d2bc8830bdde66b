import type { Values } from "../plugin/propertyValues";

/** Key under which inputs record which of them the provider filled in, as the released provider does. */
export const defaultsKey = "__defaults";

/** Names of the inputs that the provider filled in. */
export function defaultsOf(inputs: Values): readonly string[] {
  const names = inputs[defaultsKey];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}
