import { defaults } from "../../components/configuration";
import type { RemediationSettings } from "../../remediation/handler";
import { exitCodes } from "../failures";
import { print, printJson, progress } from "../output/print";
import { layoutFor, renderTable } from "../output/table";
import { readStack } from "../stack/stack";
import { explainEvent } from "./explain";
import { readEventFile, type ReplayedEvent } from "./readEvent";
import { replay, type Replay } from "./replay";

export interface ReplayOptions {
  readonly mode?: RemediationSettings["mode"];
  /** Whose policy and scope are used. @default the handout's policy, for every group */
  readonly stack?: string;
  readonly cwd?: string;
  readonly json?: boolean;
}

/** Runs `config-lab replay`. @returns the exit code */
export async function runReplay(file: string, options: ReplayOptions): Promise<number> {
  const replayed = readEventFile(file);
  const settings = await settingsFor(options);
  progress("Starting AWS on this machine …");
  const result = await replay(replayed, settings);
  const notes = explainEvent(replayed);
  if (options.json === true) printJson({ messageType: replayed.messageType, notes, ...result });
  else print(asText(replayed, notes, result));
  return result.failure === undefined ? exitCodes.ok : exitCodes.checkFailed;
}

async function settingsFor({ mode, stack, cwd }: ReplayOptions): Promise<RemediationSettings> {
  if (stack === undefined) return { required: defaults.requiredPermissions, mode: mode ?? defaults.mode };
  const lab = await readStack({ stack, cwd });
  return {
    required: lab.requiredPermissions,
    allowed: lab.allowedPermissions,
    exemptions: lab.exemptions,
    mode: mode ?? lab.mode,
    ...(lab.scope === "lab" && { vpcId: lab.vpcId }),
  };
}

function asText(
  { messageType, request }: ReplayedEvent,
  notes: readonly string[],
  { before, after, calls, failure }: Replay,
): string {
  const layout = layoutFor(process.stdout);
  const about = "resource" in request ? ` about ${request.resource.resourceId}` : "";
  const all = [...new Set([...before, ...after])];
  const rules = {
    title: "Inbound permissions",
    head: ["permission", "before", "after"],
    rows: all.map((words) => [
      words,
      before.includes(words) ? "yes" : "-",
      after.includes(words) ? "yes" : "-",
    ]),
  };
  const made = {
    title: "Calls of the function",
    head: ["call", "report", "annotation"],
    rows: calls.flatMap(({ call, evaluations }) =>
      evaluations === undefined
        ? [[call, "", ""]]
        : evaluations.map(({ compliance, annotation }) => [call, compliance, annotation]),
    ),
  };
  return [
    `${messageType}${about}`,
    ...notes,
    renderTable(rules, layout),
    renderTable(made, layout),
    ...(failure === undefined ? [] : [`The function failed: ${failure}`]),
  ].join("\n");
}
