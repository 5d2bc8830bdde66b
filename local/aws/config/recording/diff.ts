import { isObject } from "../../../support/isObject";
import type { Item } from "./items";

/** What happened to a resource, or to one of its properties. */
export type ChangeType = "CREATE" | "UPDATE" | "DELETE";

export interface ChangedProperty {
  readonly previousValue: unknown;
  readonly updatedValue: unknown;
  readonly changeType: ChangeType;
}

/** What changed between two items of a resource, as notifications contain it. */
export interface ItemDiff {
  /** By path, e.g. `Configuration.IpPermissions.0`. Empty for a new resource, as on AWS. */
  readonly changedProperties: Readonly<Record<string, ChangedProperty>>;
  readonly changeType: ChangeType;
}

/** The difference from one item of a resource to the next. */
export function diffItems(previous: Item | undefined, next: Item): ItemDiff {
  if (!previous) return { changedProperties: {}, changeType: "CREATE" };
  const changedProperties: Record<string, ChangedProperty> = {};
  for (const [name, part] of parts) {
    compare(name, plain(part(previous)), plain(part(next)), changedProperties);
  }
  return { changedProperties, changeType: next.configuration ? "UPDATE" : "DELETE" };
}

/** Whether an update changed nothing that AWS Config records; the order of a list's members is irrelevant. */
export function isSame(diff: ItemDiff): boolean {
  return diff.changeType === "UPDATE" && Object.keys(diff.changedProperties).length === 0;
}

const parts: readonly (readonly [string, (item: Item) => unknown])[] = [
  ["Relationships", (item) => item.relationships],
  ["Configuration", (item) => item.configuration ?? null],
  ["Tags", (item) => item.tags],
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Removes undefined properties, which EC2's response has, so that both sides compare as JSON. */
function plain(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

function compare(path: string, previous: Json, next: Json, into: Record<string, ChangedProperty>): void {
  if (Array.isArray(previous) && Array.isArray(next)) {
    compareMembers(path, previous, next, into);
  } else if (isObject(previous) && isObject(next)) {
    for (const key of new Set([...Object.keys(previous), ...Object.keys(next)])) {
      // Property names are capitalised in paths; tag keys stay as they are.
      const name = path === "Tags" ? key : capitalised(key);
      compare(`${path}.${name}`, previous[key] ?? null, next[key] ?? null, into);
    }
  } else if (previous !== next) {
    into[path] = change(previous, next);
  }
}

/**
 * A changed member is one removed and one added: AWS compares members as a whole. The numbers in the paths
 * count the changes, removals first; they aren't positions in the list.
 */
function compareMembers(
  path: string,
  previous: Json[],
  next: Json[],
  into: Record<string, ChangedProperty>,
): void {
  const changes = [
    ...without(previous, next).map((removed) => change(removed, null)),
    ...without(next, previous).map((added) => change(null, added)),
  ];
  changes.forEach((changed, index) => (into[`${path}.${index}`] = changed));
}

/** The members missing from the other list, each as often as it is missing. */
function without(members: readonly Json[], others: readonly Json[]): Json[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(canonical(other), (counts.get(canonical(other)) ?? 0) + 1);
  return members.filter((member) => {
    const count = counts.get(canonical(member)) ?? 0;
    counts.set(canonical(member), count - 1);
    return count <= 0;
  });
}

/** The same text for equal values: EC2 guarantees no order of a permission's sources, nor of keys. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).sort().join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${entries.sort().join()}}`;
}

function change(previousValue: Json, updatedValue: Json): ChangedProperty {
  const changeType = previousValue === null ? "CREATE" : updatedValue === null ? "DELETE" : "UPDATE";
  return { previousValue, updatedValue, changeType };
}

function capitalised(key: string): string {
  return key.slice(0, 1).toUpperCase() + key.slice(1);
}
