import { unknownValue } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";
import { text, type Property } from "../../properties/property";

/** A policy document as JSON text, compared by its meaning. */
export function policy(traits: Partial<Property> = {}): Property {
  return text({ fault: jsonFault, canonical: canonicalPolicy, ...traits });
}

/** JSON text, compared without regard to spacing and the order of keys. */
export function json(traits: Partial<Property> = {}): Property {
  return text({ fault: jsonFault, canonical: parsed, ...traits });
}

function jsonFault(value: string): string | undefined {
  return parsed(value) === value ? `expected JSON, got ${JSON.stringify(value)}` : undefined;
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string" || value === unknownValue) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    // Compared as text; in an input it is a fault.
    return value;
  }
}

/** Keys under which one value and a list of one value mean the same. */
const listKeys = new Set([
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

/**
 * A policy document in the one form that all documents of the same meaning share: single values as lists, lists
 * sorted, and accounts by number, also where IAM writes the ARN of their root.
 */
function canonicalPolicy(value: unknown): unknown {
  const document = parsed(value);
  if (!isObject(document) || !("Statement" in document)) return document;
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return { ...document, Statement: statements.map(canonicalStatement) };
}

function canonicalStatement(statement: unknown): unknown {
  if (!isObject(statement)) return statement;
  return Object.fromEntries(
    Object.entries(statement).map(([key, inner]) => [
      key,
      listKeys.has(key) ? canonicalPart(inner, key) : inner,
    ]),
  );
}

function canonicalPart(part: unknown, key: string): unknown {
  if (isObject(part)) {
    return Object.fromEntries(
      Object.entries(part).map(([inner, value]) => [inner, canonicalPart(value, inner)]),
    );
  }
  if (key === "Principal" && part === "*") return { AWS: ["*"] };
  const values = (Array.isArray(part) ? part : [part]).map(String);
  const named = key === "AWS" ? values.map(accountOfRoot) : values;
  return [...new Set(named)].sort();
}

function accountOfRoot(principal: string): string {
  return /^arn:aws[\w-]*:iam::(\d{12}):root$/.exec(principal)?.[1] ?? principal;
}
