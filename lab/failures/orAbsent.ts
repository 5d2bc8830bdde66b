import { hasCode } from "./failureChain";

/** The response, or undefined where AWS answers with one of these codes that the resource doesn't exist. */
export async function orAbsent<T>(response: Promise<T>, ...codes: readonly string[]): Promise<T | undefined> {
  try {
    return await response;
  } catch (error) {
    if (hasCode(error, ...codes)) return undefined;
    throw error;
  }
}
