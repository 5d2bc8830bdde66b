import { errorCode } from "../support/setUpError";

/**
 * Path of a module as the program's own `require` finds it.
 *
 * @throws a sentence that says what to do, when the program's packages aren't installed.
 */
export function locateInProgram(name: string, programFolder: string): string {
  try {
    return require.resolve(name, { paths: [programFolder] });
  } catch (error) {
    if (errorCode(error) !== "MODULE_NOT_FOUND") throw error;
    throw new Error(
      `${name} isn't installed for the program in ${programFolder}: run \`pulumi install\` there.`,
      {
        cause: error,
      },
    );
  }
}
