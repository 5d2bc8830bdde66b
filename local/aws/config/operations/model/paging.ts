import { AwsError } from "../../../service";

/** One page of a list, and the token of the next one; none on the last page. */
export interface Page<Item> {
  readonly items: Item[];
  readonly nextToken?: string;
}

/** AWS Config's operations spell these two with and without a capital. */
export interface PageRequest {
  /** 0 means the default, as on AWS. */
  readonly limit?: number;
  readonly Limit?: number;
  readonly nextToken?: string;
  readonly NextToken?: string;
}

/**
 * Returns one page of a list. The token names the last item of the previous page, so that items which are added
 * or removed between two requests cause no other item to be repeated or skipped.
 *
 * @throws AwsError `InvalidNextTokenException` for a token that wasn't returned for this list.
 */
export function paginate<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string,
  defaultLimit: number,
  request: PageRequest,
): Page<Item> {
  const limit = (request.limit ?? request.Limit) || defaultLimit;
  const nextToken = request.nextToken ?? request.NextToken;
  const start = nextToken === undefined ? 0 : indexAfter(all, keyOf, nextToken);
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  const more = last !== undefined && start + items.length < all.length;
  return more ? { items, nextToken: Buffer.from(keyOf(last)).toString("base64url") } : { items };
}

function indexAfter<Item>(all: readonly Item[], keyOf: (item: Item) => string, nextToken: string): number {
  const key = Buffer.from(nextToken, "base64url").toString();
  const index = all.findIndex((item) => keyOf(item) === key);
  if (index < 0) throw new AwsError("InvalidNextTokenException", "The nextToken provided is invalid");
  return index + 1;
}
