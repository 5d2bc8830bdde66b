/** A region's name: letters, one or more words, a number, as in us-gov-west-1. An availability zone ends in a letter. */
const regionPattern = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/**
 * What is wrong with the name of the provider's region. Whether AWS has a region of a well-formed name, the provider finds out:
 * a list would lack the next one.
 *
 * @param configured the value of `aws:region`
 * @param environment the values of AWS_REGION and AWS_DEFAULT_REGION; the provider uses the first if nothing is configured
 */
export function awsRegionFault(
  configured: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { AWS_REGION, AWS_DEFAULT_REGION } = environment;
  const [name, value] =
    configured !== undefined
      ? ["aws:region", configured]
      : AWS_REGION
        ? ["AWS_REGION", AWS_REGION]
        : ["AWS_DEFAULT_REGION", AWS_DEFAULT_REGION || undefined];
  // Without any, a profile can have it.
  if (value === undefined || regionPattern.test(value)) return undefined;
  return `${name}: expected a region of AWS, such as "us-east-1", got ${JSON.stringify(value)}`;
}
