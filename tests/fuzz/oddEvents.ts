import fc from "fast-check";
import type { ConfigRuleEvent } from "../../remediation/configEvent";
import { configEvent } from "../remediation/configEvents";

/** The recorded events that are made odd. */
const names = [
  "change",
  "firstEvaluation",
  "oversized",
  "deleted",
  "deletedNotRecorded",
  "notRecorded",
  "leftScope",
  "otherType",
  "scheduled",
  "snapshotDelivered",
  "test",
];

/** Values that no field expects. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, "", 0, -1, true, false, [], {}, "null", NaN, 1e308),
  fc.constantFrom("x".repeat(300_000), "\u0000", "\ud800", "../../etc/passwd", "__proto__", "<b>&amp;"),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Every path to a field, in objects and lists. */
function pathsOf(value: unknown, path: readonly string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => [[...path, key], ...pathsOf(each, [...path, key])]);
}

function set(value: unknown, [key = "", ...rest]: readonly string[], to: unknown): void {
  const fields = value as Record<string, unknown>;
  if (rest.length > 0) {
    if (typeof fields[key] === "object" && fields[key] !== null) set(fields[key], rest, to);
  } else if (to === absent) delete fields[key];
  else fields[key] = to;
}

const absent = Symbol("absent");

/** How real items differ from the newest form of them. */
const variants: readonly ((item: Record<string, unknown>) => void)[] = [
  (item) => (item["version"] = "1.2"),
  // Version 1.2 may have the IPv4 sources as texts only, and no IPv6.
  (item) =>
    eachPermission(item, (permission) => {
      delete permission["ipv4Ranges"];
      delete permission["ipv6Ranges"];
    }),
  (item) =>
    eachPermission(item, (permission) => {
      permission["userIdGroupPairs"] = [
        {
          userId: null,
          groupName: null,
          groupId: "sg-0fedcba9876543210",
          vpcId: null,
          peeringStatus: "active",
        },
      ];
    }),
  (item) => eachPermission(item, (permission) => Object.assign(permission, { fromPort: null, toPort: null })),
  (item) => (item["configuration"] = null),
];

function eachPermission(
  item: Record<string, unknown>,
  change: (permission: Record<string, unknown>) => void,
) {
  const { configuration } = item as { configuration?: { ipPermissions?: Record<string, unknown>[] } | null };
  configuration?.ipPermissions?.forEach(change);
}

/** An event as AWS Config might send it, or hardly would: fields absent, null, of another type, huge. */
export const oddEvent: fc.Arbitrary<ConfigRuleEvent> = fc
  .record({
    name: fc.constantFrom(...names),
    variant: fc.option(fc.constantFrom(...variants), { nil: undefined }),
    outside: fc.array(fc.tuple(fc.nat(), fc.oneof(odd, fc.constant(absent))), { maxLength: 1 }),
    inside: fc.array(fc.tuple(fc.nat(), fc.oneof(odd, fc.constant(absent))), { maxLength: 2 }),
  })
  .map(({ name, variant, outside, inside }) => {
    const event = { ...configEvent(name) } as Record<string, unknown>;
    const message = JSON.parse(String(event["invokingEvent"])) as Record<string, unknown>;
    const item = message["configurationItem"];
    if (variant && item) variant(item as Record<string, unknown>);
    for (const [index, value] of inside) {
      const paths = pathsOf(message);
      set(message, paths[index % paths.length] ?? [], value);
    }
    event["invokingEvent"] = JSON.stringify(message);
    for (const [index, value] of outside) {
      const keys = Object.keys(event);
      set(event, [keys[index % keys.length] ?? ""], value);
    }
    return event as unknown as ConfigRuleEvent;
  });
