import { AwsError } from "../service";

/** One page of a list, and the token that brings the next one; no token on the last. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken?: string;
}

/**
 * Cuts a page out of a list. The token names the last item of the page before, so that items that come or
 * go between two requests neither repeat nor skip another.
 *
 * @param request `limit` undefined or 0: `usual` items, as AWS does.
 * @throws AwsError `InvalidNextTokenException` for a token that no earlier page of this list gave.
 */
export function paginate<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  request: { readonly limit?: number; readonly nextToken?: string; readonly usual: number },
): Page<Item> {
  const start = request.nextToken === undefined ? 0 : after(all, keyOf, request.nextToken);
  const items = all.slice(start, start + (request.limit || request.usual));
  const last = items.at(-1);
  const more = last !== undefined && start + items.length < all.length;
  return more ? { items, nextToken: Buffer.from(keyOf(last)).toString("base64url") } : { items };
}

function after<Item>(all: readonly Item[], keyOf: (item: Item) => string, nextToken: string): number {
  const key = Buffer.from(nextToken, "base64url").toString();
  const index = all.findIndex((item) => keyOf(item) === key);
  if (index < 0) throw new AwsError("InvalidNextTokenException", "The nextToken provided is invalid");
  return index + 1;
}
