/** How far the lab is built. */
export type Stage = "environment" | "monitored" | "remediated";
/** Whether the function remediates or only reports. */
export type Mode = "enforce" | "report";
/** Which groups the function looks after. */
export type Scope = "lab" | "account";
