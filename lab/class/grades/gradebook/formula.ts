/** How a cell begins that spreadsheets run as a formula (OWASP, CSV Injection). */
const begins = /^[=+\-@\t\r\n]/;
/** Also a hyphen alone, which Moodle writes for no grade. */
const number = /^([+-]?\d+([.,]\d+)?%?|-)$/;

/**
 * The cell's text as spreadsheets show and don't run it: with an apostrophe before it, which makes it text. Names come from
 * students. A number stays a number.
 */
export function withoutFormula(cell: string): string {
  return begins.test(cell) && !number.test(cell) ? `'${cell}` : cell;
}
