/**
 * Does two things side by side; when one fails, the signal ends the other.
 *
 * @throws the first failure, once both have ended
 */
export async function allOrNone<A, B>(
  one: (signal: AbortSignal) => Promise<A>,
  other: (signal: AbortSignal) => Promise<B>,
): Promise<[A, B]> {
  const failed = new AbortController();
  const work = [one(failed.signal), other(failed.signal)] as const;
  for (const each of work) each.catch((error: unknown) => failed.abort(error));
  await Promise.allSettled(work);
  failed.signal.throwIfAborted();
  return Promise.all(work);
}
