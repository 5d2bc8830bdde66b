/**
 * AWS's list prices in us-east-1, in US dollars, without free tiers: July to November 2026. Those of AWS Config are the same
 * in every commercial region; the others differ little.
 */
export const prices = {
  /** Source: aws.amazon.com/config/pricing. */
  config: {
    /** A configuration item, recorded continuously. */
    item: 0.003,
    /** An evaluation of a rule, by how many the account has had in the region in this month. */
    evaluation: [
      { upTo: 100_000, price: 0.001 },
      { upTo: 500_000, price: 0.0008 },
      { upTo: Infinity, price: 0.0005 },
    ],
  },
  /** Source: aws.amazon.com/lambda/pricing, x86. */
  lambda: { request: 0.2 / 1_000_000, gigabyteSecond: 0.0000166667 },
  /** Source: aws.amazon.com/sns/pricing, standard topics. */
  sns: { publish: 0.5 / 1_000_000, mail: 2 / 100_000 },
  /** Source: aws.amazon.com/s3/pricing, S3 Standard. A lab's history is a few kilobytes, deleted with the stack. */
  s3: { put: 0.005 / 1_000 },
  /** Source: aws.amazon.com/cloudwatch/pricing, standard class. The lab's 14 days of storage cost less than the ingestion. */
  logs: { ingestedGigabyte: 0.5 },
} as const;
