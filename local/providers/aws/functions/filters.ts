import type { Filter } from "@aws-sdk/client-ec2";
import type { Values } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";

/** EC2 filters out of a function's `filters` and `tags`. */
export function filtersOf(args: Values): Filter[] {
  const filters = Array.isArray(args.filters) ? args.filters.filter(isObject) : [];
  const tags = isObject(args.tags) ? Object.entries(args.tags) : [];
  return [
    ...filters.map(({ name, values }) => ({ Name: String(name), Values: strings(values) })),
    ...tags.map(([key, value]) => ({ Name: `tag:${key}`, Values: [String(value)] })),
  ];
}

/** The texts in a list; none when it isn't a list. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
