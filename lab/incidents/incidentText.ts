import { reached } from "../../components/configuration";
import type { LabStackOutputs } from "../../components/labOutputs";
import { durationInWords } from "../output/duration";
import { layoutFor, renderTable } from "../output/table";
import type { StackSelection } from "../stack/stack";
import { effectInWords, effectOf, isEmpty } from "./effect";
import type { IncidentResult } from "./incident";
import { rulesTable } from "./rulesTable";
import type { WatchResult } from "./watch";

/** The options of the command that decide what is said. */
export interface IncidentTextOptions extends StackSelection {
  readonly revert?: boolean;
  readonly group?: string;
}

/** What was changed, and what the remediation does about it. */
export function changeLines(
  lab: LabStackOutputs,
  result: IncidentResult,
  { revert }: IncidentTextOptions,
): string[] {
  const { entry, groupId, authorized, revoked, unchanged, before, after } = result;
  const changed = authorized.length + revoked.length > 0;
  const reverts = revert === true && isEmpty(effectOf(lab, result));
  return [
    revert === true ? `Reverting "${entry.title}" on ${groupId}` : `${entry.title}, on ${groupId}`,
    ...authorized.map((words) => `  authorized ${words}`),
    ...revoked.map((words) => `  revoked ${words}`),
    ...unchanged.map(({ permission, reason }) => `  unchanged ${permission}: ${reason}`),
    ...(changed ? [] : ["  nothing was changed"]),
    "",
    renderTable(
      rulesTable(`Rules of ${groupId}`, [
        { name: "before", rules: before },
        { name: "after", rules: after },
      ]),
      layoutFor(process.stdout),
    ),
    "",
    // What a revert took back is no incident, unless the policy says otherwise.
    ...(reverts ? [] : [`Expected of the remediation: ${effectInWords(lab, result)}`]),
  ];
}

/** What the remediation did, once it was waited for. */
export function outcomeLines({ groupId, before, after }: IncidentResult, watched: WatchResult): string[] {
  const table = rulesTable(`Rules of ${groupId}`, [
    { name: "before", rules: before },
    { name: "during", rules: after },
    { name: "after", rules: watched.rules },
  ]);
  return [
    "",
    renderTable(table, layoutFor(process.stdout)),
    "",
    watched.remediated
      ? `Remediated after ${durationInWords(watched.elapsed)}.`
      : `Not remediated within ${durationInWords(watched.elapsed)}. Check the function's log: npx config-lab logs --since 30m`,
  ];
}

/**
 * Pages of the console; for another endpoint than AWS, which the console can't show, a command; and how to revert the
 * incident, where there is something to revert.
 */
export function whereToLookLines(
  lab: LabStackOutputs,
  result: IncidentResult,
  options: IncidentTextOptions,
  remediated: boolean,
): string[] {
  const reverts = options.revert !== true && !remediated && leavesSomething(result);
  return [...pages(lab), ...(reverts ? [`Revert it:     ${revertCommand(result.entry.name, options)}`] : [])];
}

const leavesSomething = ({ authorized, revoked, unchanged }: IncidentResult): boolean =>
  authorized.length + revoked.length > 0 || unchanged.some(({ revertible }) => revertible === true);

function pages(lab: LabStackOutputs): string[] {
  const records = reached(lab.stage, "monitored");
  if (process.env.AWS_ENDPOINT_URL) return records ? ["Check it:      npx config-lab verify --task 4"] : [];
  return [
    `Inbound rules: ${lab.consoleLinks.securityGroup}`,
    ...(records ? [`Timeline:      ${lab.consoleLinks.timeline}`] : []),
  ];
}

/** The command that reverts the same incident on the same group of the same stack. */
function revertCommand(name: string, { group, stack, cwd }: IncidentTextOptions): string {
  const selection = Object.entries({ group, stack, cwd }).flatMap(([option, value]) =>
    value === undefined ? [] : [`--${option} ${value}`],
  );
  return ["npx config-lab incident", name, "--revert", ...selection].join(" ");
}
