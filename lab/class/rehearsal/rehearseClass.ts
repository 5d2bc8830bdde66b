import { reached, type Stage } from "../../../components/configuration";
import { takeEnvironment } from "../../engine/takeEnvironment";
import { exitCodes } from "../../failures";
import { print, printJson } from "../../output/print";
import { layoutFor, renderTable } from "../../output/table";
import { loadClass } from "../labs";
import { inClassSession, type ClassSessionOptions } from "../localClass";
import { afternoonTable, effortLine, wentWell, type Afternoon } from "./afternoon";
import { countInvocations } from "./invocations";
import { leftInPlaces, openPlaces } from "./places";
import { playClass } from "./playClass";
import { StepLog } from "./stepLog";

export interface RehearseClassOptions extends ClassSessionOptions {
  readonly class?: string;
  /** @default remediated */
  readonly stage?: Stage;
  /** How many students cause an incident, the first ones of the roster. @default half of them */
  readonly incidents?: number;
  /** Stacks at a time. @default the machine's cores */
  readonly parallel?: number;
  readonly json?: boolean;
}

/**
 * Runs `config-lab class rehearse`: the class's commands, one after another, on AWS on this machine.
 *
 * @returns the exit code: 0 only when every step did what it should, and nothing is left
 */
export async function rehearseClass(roster: string, options: RehearseClassOptions): Promise<number> {
  return inClassSession(roster, options, async (session, interrupts) => {
    takeEnvironment(session);
    const labClass = await loadClass(roster, options);
    const { stage = "remediated" } = options;
    const places = await openPlaces(session.aws, labClass.labs);
    const log = new StepLog();
    let invocations = 0;
    try {
      await playClass({
        session,
        interrupts,
        log,
        labClass,
        roster,
        options: { ...options, stage },
        // The account's recorder is made before the class, and goes after it.
        account: reached(stage, "monitored") && places.some(({ shared }) => shared),
        beforeDown: async () => {
          await session.aws.idle();
          for (const { clients } of places) invocations += await countInvocations(clients);
        },
      });
      await log.step("left over", () => leftInPlaces(places));
    } finally {
      for (const { clients } of places) clients.destroy();
    }
    const afternoon: Afternoon = {
      class: labClass.name,
      students: labClass.labs.length,
      accounts: [...new Set(places.map(({ account }) => account))],
      stage,
      steps: log.steps,
      invocations,
    };
    if (options.json) printJson(afternoon);
    else {
      print(renderTable(afternoonTable(afternoon), layoutFor(process.stdout)));
      print(effortLine(afternoon));
    }
    if (interrupts.signal.aborted) return interrupts.exitCode;
    return wentWell(afternoon) ? exitCodes.ok : exitCodes.checkFailed;
  });
}
