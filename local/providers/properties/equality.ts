import { signatureKey } from "../plugin/propertyValues";
import { isObject } from "../../support/isObject";
import { isUnset, type Property } from "./property";

/** One text for all spellings of a value that mean the same to AWS. */
export function canonicalText(property: Property, value: unknown): string {
  return JSON.stringify(sorted(canonicalValue(property, value)));
}

/** Whether two values mean the same to AWS. */
export function isSame(property: Property, one: unknown, other: unknown): boolean {
  return canonicalText(property, one) === canonicalText(property, other);
}

function canonicalValue(property: Property, value: unknown): unknown {
  if (property.canonical) return property.canonical(value);
  if (property.type === "archive") return archiveIdentity(value);
  if (property.type === "flag" && typeof value === "string") return value === "true";
  if (property.type === "text" && (typeof value === "number" || typeof value === "boolean"))
    return String(value);
  if (Array.isArray(value)) {
    const { element } = property;
    const texts = value.map((inner) => (element ? canonicalText(element, inner) : JSON.stringify(inner)));
    return property.type === "set" ? [...new Set(texts)].sort() : texts;
  }
  if (isObject(value) && property.fields) {
    const { fields } = property;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => !isUnset(inner))
        .map(([key, inner]) => {
          const field = fields[key];
          return [key, field ? canonicalValue(field, inner) : inner];
        }),
    );
  }
  return value;
}

/** The engine sends an archive's digest with its content, or instead of it. */
function archiveIdentity(value: unknown): unknown {
  if (isObject(value) && signatureKey in value && typeof value.hash === "string") return value.hash;
  return value;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}
