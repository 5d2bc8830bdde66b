import { hasCode } from "../failures";

/** The response, or undefined where AWS answers with one of these codes that the resource doesn't exist. */
export async function orAbsent<T>(response: Promise<T>, ...codes: readonly string[]): Promise<T | undefined> {
  try {
    return await response;
  } catch (error) {
    if (hasCode(error, ...codes)) return undefined;
    throw error;
  }
}

/** The items of every page of a paginated operation. */
export async function allOf<Page, Item>(
  pages: AsyncIterable<Page>,
  items: (page: Page) => readonly Item[] | undefined,
): Promise<Item[]> {
  const all: Item[] = [];
  for await (const page of pages) all.push(...(items(page) ?? []));
  return all;
}
