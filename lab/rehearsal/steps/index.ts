import type { Step } from "../step";
import { destroy } from "./destroy";
import { incident } from "./incident";
import { log } from "./log";
import { monitor } from "./monitor";
import { noChange } from "./noChange";
import { provision } from "./provision";
import { remediation } from "./remediation";
import { rule } from "./rule";

/** What is played after the set-up, while the lab is there. */
export const labSteps: readonly Step[] = [provision, monitor, incident, rule, remediation, log, noChange];

/** What takes it away again. */
export const cleanUpSteps: readonly Step[] = [destroy];
