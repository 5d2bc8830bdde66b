/** The version of an installed package, which a stand-in gives as its own. */
export function packageVersion(name: string): string {
  // A package's own description can't be imported by a name that is only known here.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { version } = require(`${name}/package.json`) as { version: string };
  return version;
}
