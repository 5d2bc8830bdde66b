import type { Step } from "../step";
import { destroy } from "./destroy";
import { incident } from "./incident";
import { log } from "./log";
import { monitor } from "./monitor";
import { noChange } from "./noChange";
import { provision } from "./provision";
import { remediation } from "./remediation";
import { rule } from "./rule";

export { reportStep } from "./report";

/** The steps between the set-up and the clean-up. */
export const labSteps: readonly Step[] = [provision, monitor, incident, rule, remediation, log, noChange];

/** The steps of the clean-up. */
export const cleanUpSteps: readonly Step[] = [destroy];
