import { places } from "./faultKinds";
import { incident, type Report, type Trial } from "./trial";

const required: readonly number[] = [80, 443];

/** Codes that mean, by AWS's documentation, that there is nothing left to do: believing them is right. */
const believed: Readonly<Record<string, string>> = {
  "`NoSuchConfigRuleException`": "the rule is gone",
  "`InvalidGroup.NotFound`": "the group is gone",
};

/** What a trial broke of what the function guarantees; nothing where it kept all of it. */
export function broken(trial: Trial): string[] {
  return [...falseReports(trial), ...gaps(trial), ...unfinished(trial), ...notRecovered(trial)];
}

/** Whether the group has the required permissions and no other. */
export function isCompliant(ports: readonly number[] | undefined): boolean {
  return ports?.join() === required.join();
}

/** A report says what a describe showed at that moment. */
function falseReports({ reports, kind }: Trial): string[] {
  return reports
    .filter((report) => !isTrue(report, kind.name))
    .map((report) => `false: ${JSON.stringify(report)}`);
}

function isTrue({ compliance, annotation, ports }: Report, kind: string): boolean {
  switch (compliance) {
    case "COMPLIANT":
      return isCompliant(ports);
    case "NON_COMPLIANT":
      // Where the describe is denied, the report says that it doesn't know.
      return !isCompliant(ports) || annotation.endsWith("Its permissions are unknown.");
    default:
      return kind in believed;
  }
}

/** A required permission that was there is there after every call; one that was authorized stays. */
function gaps({ seen }: Trial): string[] {
  return seen.flatMap((ports, index) => {
    const before = index === 0 ? incident : (seen[index - 1] ?? []);
    const lost = required.filter((port) => before.includes(port) && !ports?.includes(port));
    return lost.map((port) => `port ${port} was lost by call ${index + 1}`);
  });
}

/** A required permission is missing, an extra one is there, or COMPLIANT isn't reported, only where that couldn't be had. */
function unfinished({ place, kind, duration, ports, reports, invocations }: Trial): string[] {
  const stops = duration === "always";
  // A fault of an answer doesn't keep the work from being done.
  const hinders = (places_: readonly string[]) =>
    stops && places_.includes(place.name) && !kind.name.startsWith("work done");
  const unseen = hinders([places.describe.name]) || (place === places.describe && stops);
  const gone = kind.name in believed;
  const faults: string[] = [];
  if (!ports?.includes(443) && !hinders([places.authorize.name]) && !unseen && !gone)
    faults.push("443 is missing");
  if (ports?.some((port) => !required.includes(port)) && !hinders([places.revoke.name]) && !unseen && !gone)
    faults.push("extra permissions are left");
  if (!stops && !gone) {
    if (invocations.at(-1) !== undefined) faults.push("given up after a single fault");
    if (reports.at(-1)?.compliance !== "COMPLIANT") faults.push("COMPLIANT isn't the last report");
  }
  return faults;
}

/** One more event, without faults, ends with the group as required and COMPLIANT. */
function notRecovered({ later }: Trial): string[] {
  if (isCompliant(later.ports) && later.compliance === "COMPLIANT") return [];
  return [`one more event: ${later.compliance ?? "no result"}, ports ${later.ports?.join() ?? "none"}`];
}

/** What came of a trial, for the table: the last report or its absence, the tries, and what of the group isn't as required. */
export function outcome({ invocations, reports, ports }: Trial): string {
  const left = [
    ...required.filter((port) => !ports?.includes(port)).map((port) => `${port} missing`),
    ...(ports ?? []).filter((port) => !required.includes(port)).map((port) => `${port} open`),
  ];
  const gaveUp = invocations.at(-1) !== undefined;
  const report = gaveUp ? "given up" : (reports.at(-1)?.compliance ?? "nothing reported");
  const tries = invocations.length > 1 && !gaveUp ? [`try ${invocations.length}`] : [];
  const group =
    left.length === 0 ? (report === "COMPLIANT" ? [] : ["group remediated"]) : [left.join(" and ")];
  return [report, ...tries, ...group].join(", ");
}
