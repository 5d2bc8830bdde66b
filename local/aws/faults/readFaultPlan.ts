import { readFileSync } from "node:fs";
import { parseDocument } from "yaml";
import { errorCode, SetUpError } from "../../support/setUpError";
import { isObject } from "../../support/isObject";
import { effects, type FaultPlan } from "./fault";

const fields = [
  "call",
  "effect",
  "code",
  "status",
  "message",
  "caller",
  "about",
  "nth",
  "from",
  "probability",
];

/**
 * Reads a faults file, YAML or JSON. docs/faults.md has its schema.
 *
 * @throws SetUpError every fault of the file at once
 */
export function readFaultPlan(file: string): FaultPlan {
  const document = parseDocument(contentOf(file));
  const broken = document.errors.map(({ message }) => message.split("\n")[0] ?? "");
  const wrong = broken.length > 0 ? broken : planFaults(document.toJS());
  if (wrong.length > 0) throw new SetUpError([`${file} isn't a faults file:`, ...wrong].join("\n  "));
  return document.toJS() as FaultPlan;
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new SetUpError(`${file} can't be read (${errorCode(error) ?? String(error)}).`, { cause: error });
  }
}

/** What is wrong with a plan; nothing where it is valid. */
export function planFaults(value: unknown): string[] {
  if (!isObject(value)) return [`expected an object with the list "faults", got ${shown(value)}`];
  const unknown = Object.keys(value).filter((key) => key !== "seed" && key !== "faults");
  const { seed, faults } = value;
  return [
    ...unknown.map((key) => `${key}: unknown field; expected only seed, faults`),
    ...expected("seed", seed, seed === undefined || Number.isInteger(seed), "a whole number"),
    ...(Array.isArray(faults)
      ? faults.flatMap((fault, index) => faultFaults(fault, `faults[${index}]`))
      : [`faults: expected a list, got ${shown(faults)}`]),
  ];
}

function faultFaults(value: unknown, place: string): string[] {
  if (!isObject(value)) return [`${place}: expected an object, got ${shown(value)}`];
  const { call, effect, code, status, nth, from, probability } = value;
  const check = (field: string, is: boolean, what: string) =>
    expected(`${place}.${field}`, value[field], is, what);
  const optional = (field: string, is: (given: unknown) => boolean, what: string) =>
    check(field, value[field] === undefined || is(value[field]), what);
  const takesCode = effect === "error" || effect === "lose";
  return [
    ...Object.keys(value)
      .filter((field) => !fields.includes(field))
      .map((field) => `${place}.${field}: unknown field; expected only ${fields.join(", ")}`),
    ...check(
      "call",
      typeof call === "string" && /^(\*|[a-z0-9-]+):(\*|[A-Z]\w+)$/.test(call),
      'a service and an operation like "ec2:DescribeSecurityGroups", or * for any',
    ),
    ...check("effect", (effects as readonly unknown[]).includes(effect), `one of ${effects.join(", ")}`),
    ...(effect === "error" && code === undefined
      ? [`${place}.code: expected AWS's error code, since effect is error`]
      : []),
    ...optional(
      "code",
      (given) => typeof given === "string" && takesCode,
      "an error code, with error or lose",
    ),
    ...optional("message", (given) => typeof given === "string" && code !== undefined, "a text, with code"),
    ...check(
      "status",
      status === undefined || (isWhole(status, 400, 599) && code !== undefined),
      "an HTTP status from 400 to 599, with code",
    ),
    ...optional("caller", isText, "a role's name"),
    ...optional("about", isText, "a text that the request contains"),
    ...check(
      "nth",
      nth === undefined || (isWholes(nth) && from === undefined),
      "a whole number from 1, or a list of them, without from",
    ),
    ...optional("from", (given) => isWhole(given, 1), "a whole number from 1"),
    ...check(
      "probability",
      probability === undefined || (typeof probability === "number" && probability > 0 && probability <= 1),
      "a number above 0 and at most 1",
    ),
  ];
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isWhole(value: unknown, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
}

function isWholes(value: unknown): boolean {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.length > 0 && all.every((one) => isWhole(one, 1));
}

function expected(place: string, value: unknown, is: boolean, what: string): string[] {
  return is ? [] : [`${place}: expected ${what}, got ${shown(value)}`];
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
