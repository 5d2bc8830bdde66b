/** Inputs of a fuzz test: few in the fast suite, all in the full one. Set by the full suite's files. */
export const fewRuns = 300;
export const allRuns = 10_000;
/** The same inputs in every run, so that a failure is found again. */
export const seed = 20261127;
