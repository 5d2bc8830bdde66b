import { unknownValue } from "../../plugin/propertyValues";
import { canonicalProtocol } from "../../../aws/ec2/canonical";
import { isObject } from "../../../support/isObject";
import { flag, number, object, set, text, type Property } from "../../properties/property";

/** A rule as a program writes it: one protocol and port range, any number of sources. */
export interface GroupRule {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly description?: string;
  readonly cidrBlocks?: readonly string[];
  readonly ipv6CidrBlocks?: readonly string[];
  readonly prefixListIds?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly self?: boolean;
}

/** One protocol, one port range, one source: what EC2 stores as a rule. */
export interface SingleRule {
  readonly protocol: string;
  readonly fromPort: number;
  readonly toPort: number;
  readonly description: string;
  readonly kind: "cidrBlocks" | "ipv6CidrBlocks" | "prefixListIds" | "securityGroups" | "self";
  readonly source: string;
}

/** A list of in-line rules; how sources are grouped into rules makes no difference to EC2. */
export function rulesProperty(): Property {
  return set(
    object({
      cidrBlocks: set(text()),
      description: text(),
      fromPort: number({ required: true }),
      ipv6CidrBlocks: set(text()),
      prefixListIds: set(text()),
      protocol: text({ required: true, canonical: (value) => protocolName(String(value)) }),
      securityGroups: set(text()),
      self: flag(),
      toPort: number({ required: true }),
    }),
    { computed: true, canonical: canonicalRules },
  );
}

function protocolName(protocol: string): string {
  return canonicalProtocol(protocol) ?? protocol;
}

const sourceKinds = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups"] as const;

/** The single rules that these rules consist of, without repetitions. */
export function singleRules(rules: readonly GroupRule[] | undefined): SingleRule[] {
  const singles = new Map<string, SingleRule>();
  for (const rule of rules ?? []) {
    const base = {
      protocol: protocolName(rule.protocol),
      fromPort: rule.fromPort,
      toPort: rule.toPort,
      description: rule.description ?? "",
    };
    const found: SingleRule[] = sourceKinds.flatMap((kind) =>
      (rule[kind] ?? []).map((source) => ({ ...base, kind, source })),
    );
    if (rule.self) found.push({ ...base, kind: "self", source: "self" });
    for (const single of found) singles.set(key(single), single);
  }
  return [...singles.values()];
}

/** The rules that aren't among `others`. */
export function without(rules: readonly SingleRule[], others: readonly SingleRule[]): SingleRule[] {
  const known = new Set(others.map(key));
  return rules.filter((rule) => !known.has(key(rule)));
}

/**
 * The live rules as the state groups them: like the program's rules where all their sources are live, and the rest by
 * protocol, ports and description.
 */
export function groupedRules(live: readonly SingleRule[], known: readonly GroupRule[] | undefined) {
  const present = new Set(live.map(key));
  const kept = (known ?? []).filter((rule) =>
    singleRules([rule]).every((single) => present.has(key(single))),
  );
  const rest = without(live, singleRules(kept));
  const groups = new Map<string, SingleRule[]>();
  for (const rule of rest) {
    const together = JSON.stringify([rule.protocol, rule.fromPort, rule.toPort, rule.description]);
    groups.set(together, [...(groups.get(together) ?? []), rule]);
  }
  return [...kept.map(stateRule), ...[...groups.values()].map(merged)];
}

function merged(rules: readonly SingleRule[]) {
  const [{ protocol, fromPort, toPort, description }] = rules as [SingleRule];
  const sources = (kind: SingleRule["kind"]) =>
    rules
      .filter((rule) => rule.kind === kind)
      .map((rule) => rule.source)
      .sort();
  return stateRule({
    protocol,
    fromPort,
    toPort,
    description,
    cidrBlocks: sources("cidrBlocks"),
    ipv6CidrBlocks: sources("ipv6CidrBlocks"),
    prefixListIds: sources("prefixListIds"),
    securityGroups: sources("securityGroups"),
    self: sources("self").length > 0,
  });
}

/** With every field, as the released provider keeps it. */
function stateRule(rule: GroupRule) {
  return {
    cidrBlocks: [...(rule.cidrBlocks ?? [])],
    description: rule.description ?? "",
    fromPort: rule.fromPort,
    ipv6CidrBlocks: [...(rule.ipv6CidrBlocks ?? [])],
    prefixListIds: [...(rule.prefixListIds ?? [])],
    protocol: protocolName(rule.protocol),
    securityGroups: [...(rule.securityGroups ?? [])],
    self: rule.self ?? false,
    toPort: rule.toPort,
  };
}

function canonicalRules(value: unknown): unknown {
  if (!Array.isArray(value) || !value.every(isWholeRule)) return value;
  return singleRules(value).map(key).sort();
}

/** In a preview parts of a rule may be unknown; then only the written form can be compared. */
function isWholeRule(rule: unknown): rule is GroupRule {
  return isObject(rule) && Object.values(rule).every((part) => part !== unknownValue);
}

function key(rule: SingleRule): string {
  return [rule.protocol, rule.fromPort, rule.toPort, rule.kind, rule.source, rule.description].join(" ");
}
