import { BlockList } from "node:net";
import { isObject } from "../../support/isObject";

/** A value of a message: of an attribute, or in its JSON body. */
export type Scalar = string | number | boolean | null;

/** Decides on all the values that a message has for one property; none where it lacks the property. */
export type Condition = (values: readonly Scalar[]) => boolean;

/** What is wrong with a filter policy. */
export class FilterPolicyFault extends Error {}

/**
 * Reads one element of a property's list: a plain value, or an object with one operator.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 */
export function readCondition(element: unknown): Condition {
  if (isScalar(element)) return any((value) => value === element);
  if (!isObject(element))
    throw new FilterPolicyFault("Match value must be String, number, true, false, or null");

  const [operator, ...more] = Object.keys(element);
  if (operator === undefined || more.length > 0)
    throw new FilterPolicyFault("Only one key allowed in match expression");
  const operand = element[operator];
  switch (operator) {
    case "exists": {
      if (typeof operand !== "boolean")
        throw new FilterPolicyFault("exists match pattern must be either true or false.");
      return (values) => values.length > 0 === operand;
    }
    case "anything-but": {
      const excluded = readExclusion(operand);
      // Of several values, none may be among the excluded.
      return (values) => values.length > 0 && !values.some(excluded);
    }
    default:
      return any(readTest(operator, operand));
  }
}

function any(test: (value: Scalar) => boolean): Condition {
  return (values) => values.some(test);
}

function readExclusion(operand: unknown): (value: Scalar) => boolean {
  if (isObject(operand)) {
    const [operator, ...more] = Object.entries(operand);
    if (!operator || more.length > 0) throw new FilterPolicyFault("Only one key allowed in match expression");
    return readTest(...operator);
  }
  const excluded = [operand].flat();
  if (!excluded.every(isScalar))
    throw new FilterPolicyFault("Inside anything-but list, values must be scalar");
  return (value) => excluded.includes(value);
}

/** Operators that look at one value. */
function readTest(operator: string, operand: unknown): (value: Scalar) => boolean {
  switch (operator) {
    case "prefix": {
      const prefix = textOf(operator, operand);
      return (value) => typeof value === "string" && value.startsWith(prefix);
    }
    case "suffix": {
      const suffix = textOf(operator, operand);
      return (value) => typeof value === "string" && value.endsWith(suffix);
    }
    case "equals-ignore-case": {
      const text = textOf(operator, operand).toLowerCase();
      return (value) => typeof value === "string" && value.toLowerCase() === text;
    }
    case "cidr":
      return readCidr(textOf(operator, operand));
    case "numeric":
      return readNumeric(operand);
    default:
      throw new FilterPolicyFault(`Unrecognized match type ${operator}`);
  }
}

function textOf(operator: string, operand: unknown): string {
  if (typeof operand === "string") return operand;
  throw new FilterPolicyFault(`${operator} match pattern must be a string`);
}

function readCidr(block: string): (value: Scalar) => boolean {
  const [address = "", prefix] = block.split("/");
  const family = (text: string) => (text.includes(":") ? "ipv6" : "ipv4");
  const list = new BlockList();
  try {
    list.addSubnet(address, Number(prefix), family(address));
  } catch {
    throw new FilterPolicyFault(`Malformed CIDR: ${block}`);
  }
  return (value) => typeof value === "string" && list.check(value, family(value));
}

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
};

function readNumeric(operand: unknown): (value: Scalar) => boolean {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 > 0 || operand.length > 4) {
    throw new FilterPolicyFault(
      "Value of numeric must be an array of one or two operators with their numbers.",
    );
  }
  const tests = Array.from({ length: operand.length / 2 }, (_, index) => {
    const [name, limit] = operand.slice(2 * index) as [unknown, unknown];
    const compare = typeof name === "string" ? comparisons[name] : undefined;
    if (!compare) throw new FilterPolicyFault(`Unrecognized numeric range operator: ${String(name)}`);
    if (typeof limit !== "number") throw new FilterPolicyFault(`Value of ${String(name)} must be numeric`);
    return (value: number) => compare(value, limit);
  });
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}

export function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
