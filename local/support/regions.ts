/** A part of AWS with accounts, regions and ARNs of its own. */
export interface Partition {
  /** The second part of every ARN in it. */
  readonly id: "aws" | "aws-cn" | "aws-us-gov";
  /** Where its services' names end. */
  readonly dnsSuffix: string;
  /** The first of these is where its global services, such as IAM, are. */
  readonly regions: readonly string[];
}

/** As the AWS SDK's endpoint rules list them; the partitions for secret and sovereign clouds are left out. */
const partitions: readonly Partition[] = [
  {
    id: "aws",
    dnsSuffix: "amazonaws.com",
    regions: [
      "us-east-1",
      "af-south-1",
      "ap-east-1",
      "ap-east-2",
      "ap-northeast-1",
      "ap-northeast-2",
      "ap-northeast-3",
      "ap-south-1",
      "ap-south-2",
      "ap-southeast-1",
      "ap-southeast-2",
      "ap-southeast-3",
      "ap-southeast-4",
      "ap-southeast-5",
      "ap-southeast-6",
      "ap-southeast-7",
      "ca-central-1",
      "ca-west-1",
      "eu-central-1",
      "eu-central-2",
      "eu-north-1",
      "eu-south-1",
      "eu-south-2",
      "eu-west-1",
      "eu-west-2",
      "eu-west-3",
      "il-central-1",
      "me-central-1",
      "me-south-1",
      "me-west-1",
      "mx-central-1",
      "sa-east-1",
      "sa-west-1",
      "us-east-2",
      "us-west-1",
      "us-west-2",
    ],
  },
  { id: "aws-cn", dnsSuffix: "amazonaws.com.cn", regions: ["cn-north-1", "cn-northwest-1"] },
  { id: "aws-us-gov", dnsSuffix: "amazonaws.com", regions: ["us-gov-west-1", "us-gov-east-1"] },
];

/** The partition of a region; undefined where AWS has no such region. */
export function partitionOf(region: string): Partition | undefined {
  return partitions.find(({ regions }) => regions.includes(region));
}

/** The partition of an ARN. @throws Error where it isn't one */
export function partitionOfArn(arn: string): Partition {
  const [, id] = arn.split(":");
  const partition = partitions.find((one) => one.id === id);
  if (!partition) throw new Error(`expected an ARN of a known partition, got ${JSON.stringify(arn)}`);
  return partition;
}

/** The first part of the ARNs in a region, such as `arn:aws`. */
export function arnPrefix(region: string): string {
  return `arn:${partitionOf(region)?.id ?? "aws"}`;
}

/** Whether AWS has a region of this name. */
export function isRegion(text: string): boolean {
  return partitionOf(text) !== undefined;
}

/** What a region's name has to be, after "expected". */
export const regionExpectation = 'a region of AWS, such as "us-east-1"';
