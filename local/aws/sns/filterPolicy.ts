import { FilterPolicyFault, isScalar, readCondition, type Scalar } from "./filterOperators";
import { isObject } from "../../support/isObject";

export { FilterPolicyFault };
export type FilterPolicyScope = "MessageAttributes" | "MessageBody";

/** An attribute of a message, as published. */
export interface MessageAttribute {
  /** `String`, `String.Array`, `Number` or `Binary`, perhaps with a label of the publisher's: `Number.float`. */
  readonly type: string;
  readonly value: string;
}

/** A message as far as filters look at it. */
export interface Filterable {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

/** Decides whether a subscription gets a message. */
export type Filter = (message: Filterable) => boolean;

/** Looks at an object of the message, or at several where the body has a list of them. */
type Test = (objects: readonly Record<string, unknown>[]) => boolean;

/** A policy has at most so many properties on top, and so many combinations of values.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const mostKeys = 5;
const mostCombinations = 150;

/**
 * Reads a filter policy: every property that it names must match, with at least one of the values listed for it.
 *
 * @throws FilterPolicyFault
 */
export function readFilterPolicy(json: string, scope: FilterPolicyScope): Filter {
  let policy: unknown;
  try {
    policy = JSON.parse(json);
  } catch (error) {
    throw new FilterPolicyFault("failed to parse JSON.", { cause: error });
  }
  if (!isObject(policy)) throw new FilterPolicyFault("Filter policy must be an object");
  const keys = Object.keys(policy).length;
  if (keys > mostKeys) throw new FilterPolicyFault(`Filter policy can not have more than ${mostKeys} keys`);
  if (combinations(policy) > mostCombinations) throw new FilterPolicyFault("Filter policy is too complex");

  const test = readObject(policy, scope === "MessageBody");
  return scope === "MessageBody"
    ? ({ body }) => test([bodyObject(body)].filter((object) => object !== undefined))
    : ({ attributes }) => test([attributesObject(attributes)]);
}

function readObject(policy: Record<string, unknown>, nested: boolean): Test {
  const tests = Object.entries(policy).map(([key, rule]): Test => {
    if (key === "$or" && Array.isArray(rule) && rule.length > 1 && rule.every(isObject)) {
      const alternatives = rule.map((alternative) => readObject(alternative, nested));
      return (objects) => alternatives.some((test) => test(objects));
    }
    if (Array.isArray(rule)) {
      if (rule.length === 0) throw new FilterPolicyFault("Empty arrays are not allowed");
      const conditions = rule.map(readCondition);
      return (objects) => {
        const values = children(objects, key).filter(isScalar);
        return conditions.some((condition) => condition(values));
      };
    }
    if (!isObject(rule)) throw new FilterPolicyFault(`"${key}" must be an object or an array`);
    if (!nested)
      throw new FilterPolicyFault(
        "Filter policy scope MessageAttributes does not support nested filter policy",
      );
    if (Object.keys(rule).length === 0) throw new FilterPolicyFault("Empty objects are not allowed");
    const test = readObject(rule, nested);
    return (objects) => test(children(objects, key).filter(isObject));
  });
  return (objects) => tests.every((test) => test(objects));
}

/** What stands under a key, in any of the objects; the elements of a list stand there side by side. */
function children(objects: readonly Record<string, unknown>[], key: string): unknown[] {
  return objects.flatMap((object) => (Object.hasOwn(object, key) ? [object[key]].flat(Infinity) : []));
}

function combinations(policy: Record<string, unknown>): number {
  return Object.values(policy).reduce<number>((product, rule) => {
    if (Array.isArray(rule)) return product * Math.max(rule.length, 1);
    return isObject(rule) ? product * combinations(rule) : product;
  }, 1);
}

/** A body that isn't a JSON object matches no policy. */
function bodyObject(body: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function attributesObject(
  attributes: Readonly<Record<string, MessageAttribute>>,
): Record<string, Scalar | unknown[]> {
  const object: Record<string, Scalar | unknown[]> = {};
  for (const [name, { type, value }] of Object.entries(attributes)) {
    if (type.startsWith("String.Array")) object[name] = list(value);
    else if (type.startsWith("Number")) object[name] = Number(value);
    // Filters don't look at binary attributes.
    else if (type.startsWith("String")) object[name] = value;
  }
  return object;
}

function list(value: string): unknown[] {
  try {
    return [JSON.parse(value) as unknown].flat();
  } catch {
    return [];
  }
}
