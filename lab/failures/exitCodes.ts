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
 * | 74 | the output couldn't be written (sysexits' EX_IOERR) |
 * | 130 | interrupted by Ctrl-C |
 * | 141 | the reader of the output went away before the work was done: what a shell reports for SIGPIPE |
 */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  missing: 3,
  unexpected: 70,
  outputLost: 74,
  interrupted: 130,
  unread: 141,
} as const;
