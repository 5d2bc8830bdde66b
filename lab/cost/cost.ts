import { invocation } from "./labRun";
import { prices } from "./prices";
import { usageOf, type LabAccount, type Usage } from "./usage";

/** US dollars for one run of the lab by all students of an account, by what is charged. */
export interface Cost {
  readonly items: number;
  readonly evaluations: number;
  readonly lambda: number;
  /** S3, SNS and CloudWatch Logs. */
  readonly rest: number;
  readonly total: number;
}

/**
 * The price of one run of the lab: list prices, free tiers not deducted.
 *
 * @throws RangeError as {@link usageOf} does
 * @example costOf({ students: 30, shared: true }).total / 30
 */
export function costOf(account: LabAccount): Cost {
  const usage = usageOf(account);
  const items = usage.items * prices.config.item;
  const evaluations = tiered(usage.evaluations, prices.config.evaluation);
  const { memory, duration } = invocation;
  const lambda =
    usage.invocations * (prices.lambda.request + memory * duration * prices.lambda.gigabyteSecond);
  const rest = restOf(usage);
  return { items, evaluations, lambda, rest, total: items + evaluations + lambda + rest };
}

function restOf({ publishes, mails, files, invocations }: Usage): number {
  const { sns, s3, logs } = prices;
  const gigabytes = (invocations * invocation.log) / 1e9;
  return publishes * sns.publish + mails * sns.mail + files * s3.put + gigabytes * logs.ingestedGigabyte;
}

/** The price of a quantity whose unit price falls from tier to tier. */
function tiered(
  quantity: number,
  tiers: readonly { readonly upTo: number; readonly price: number }[],
): number {
  let counted = 0;
  let sum = 0;
  for (const { upTo, price } of tiers) {
    const inTier = Math.max(0, Math.min(quantity, upTo) - counted);
    sum += inTier * price;
    counted += inTier;
  }
  return sum;
}
