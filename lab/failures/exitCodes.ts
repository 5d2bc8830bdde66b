/**
 * Exit codes of the command. `config-lab local -- COMMAND…` passes on the code of its command instead.
 *
 * | code | meaning |
 * | --- | --- |
 * | 0 | success: everything that was checked is as expected |
 * | 1 | a check failed, or an expected event didn't happen in time |
 * | 2 | wrong arguments or wrong configuration |
 * | 3 | a prerequisite is missing: a tool, credentials, an endpoint, a stack, a permission |
 * | 70 | an unexpected error (sysexits' EX_SOFTWARE) |
 * | 130 | interrupted by Ctrl-C |
 */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  missing: 3,
  unexpected: 70,
  interrupted: 130,
} as const;
