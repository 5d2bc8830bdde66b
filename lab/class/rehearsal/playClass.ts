import type { LocalSession } from "@config-remediation-lab/local/session";
import type { Interrupts } from "@config-remediation-lab/local/support/interrupts";
import type { Stage } from "../../../components/configuration";
import { captureIn } from "../../localSession";
import type { LabClass } from "../labs";
import { causeIncidents } from "./causeIncidents";
import {
  accountOutcome,
  downOutcome,
  gradesOutcome,
  planOutcome,
  upOutcome,
  verifyOutcome,
} from "./outcomes";
import type { StepLog } from "./stepLog";

export interface PlayedClass {
  readonly session: LocalSession;
  readonly interrupts: Interrupts;
  readonly log: StepLog;
  readonly labClass: LabClass;
  /** Path of the roster. */
  readonly roster: string;
  readonly options: {
    readonly class?: string;
    readonly region?: string;
    readonly domain?: string;
    readonly accountColumn?: string;
    readonly emailColumn?: string;
    readonly stage: Stage;
    readonly incidents?: number;
    readonly parallel?: number;
  };
  /** Whether the students use a recorder together. */
  readonly account: boolean;
  /** Called while the labs are still up. */
  readonly beforeDown: () => Promise<void>;
}

/** Plays a class by the commands that a teacher and the students type. Down follows whatever failed after up began. */
export async function playClass(played: PlayedClass): Promise<void> {
  const { log, account } = played;
  const { ofClass } = commandsOf(played);
  const accountUp = async () => accountOutcome(await ofClass("account up"));
  if (!account) return playLabs(played);
  if (await log.step("account up", accountUp))
    await playLabs(played, async () => {
      // Now the groups are known of which each student gets mails.
      await log.step("account up, for the mails", accountUp);
    });
  await played.session.aws.idle();
  await log.step("account down", async () => accountOutcome(await ofClass("account down", ["--yes"])));
}

function commandsOf({ session, interrupts, options, roster }: PlayedClass) {
  const lab = (args: readonly string[], environment = session.environment, progress = true) =>
    captureIn({ environment }, ["config-lab", ...args], interrupts, progress);
  const ofClass = (name: string, more: readonly string[] = []) =>
    lab(["class", ...name.split(" "), roster, ...commonArgs(options), "--json", ...more]);
  return { lab, ofClass };
}

async function playLabs(played: PlayedClass, afterUp: () => Promise<void> = async () => {}): Promise<void> {
  const { session, interrupts, log, labClass, options, beforeDown } = played;
  const { stage, parallel } = options;
  const { lab, ofClass } = commandsOf(played);
  const quietly = (args: readonly string[], environment: NodeJS.ProcessEnv) => lab(args, environment, false);
  const goesOn = () => !interrupts.signal.aborted;
  const atOnce = parallel === undefined ? [] : ["--parallel", String(parallel)];

  const planned = await log.step("plan", async () => planOutcome(await ofClass("plan", ["--stage", stage])));
  if (!planned || !goesOn()) return;
  const up = await log.step("up", async () => upOutcome(await ofClass("up", ["--stage", stage, ...atOnce])));
  if (up && goesOn()) {
    await afterUp();
    await log.step("mail", async () => {
      const { code } = await lab(["mail", "--confirm"]);
      return { outcome: "every student opens the link in the first mail", ok: code === 0 };
    });
    const { labs } = labClass;
    const causing = labs.slice(0, options.incidents ?? Math.ceil(labs.length / 2));
    if (causing.length > 0 && goesOn())
      await log.step("incident", () => causeIncidents(causing, stage === "remediated", session, quietly));
    await session.aws.idle();
    if (goesOn()) {
      const expected = stage === "remediated" ? causing.map(({ student }) => student.stack) : [];
      await log.step("verify", async () => verifyOutcome(await ofClass("verify"), expected));
    }
    if (goesOn()) await log.step("grades", async () => gradesOutcome(await ofClass("grades")));
  }
  await beforeDown();
  await log.step("down", async () => downOutcome(await ofClass("down", ["--yes", ...atOnce])));
}

function commonArgs(options: PlayedClass["options"]): string[] {
  const given = {
    class: options.class,
    region: options.region,
    domain: options.domain,
    "account-column": options.accountColumn,
    "email-column": options.emailColumn,
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
}
