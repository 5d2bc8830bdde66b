import { attachedTo, bucketsIn } from "./buckets";
import type { StackPolicy, StackResource } from "./labPolicy";
import { statementsOf, type PolicyStatement } from "./statements";

/** AWS Config's managed rule s3-bucket-ssl-requests-only asks for the same statement. */
export const tlsOnlyBuckets: StackPolicy = {
  name: "tls-only-buckets",
  description: "Every bucket denies requests without TLS.",
  violations: (resources) =>
    bucketsIn(resources)
      .filter(
        (bucket) => !attachedTo(bucket, resources, "aws:s3/bucketPolicy:BucketPolicy").some(deniesWithoutTls),
      )
      .map(({ name, urn }) => ({
        urn,
        message:
          `Bucket ${name} accepts requests without TLS: expected a BucketPolicy with a statement that denies everyone s3:* ` +
          'where aws:SecureTransport is "false".',
      })),
};

function deniesWithoutTls({ props }: StackResource): boolean {
  return statementsOf(props["policy"]).some(isTlsStatement);
}

/** For all objects and the bucket itself: an object's ARN has a slash after the bucket's name. */
function isTlsStatement({ allows, inverted, actions, principals, resources, conditions }: PolicyStatement) {
  const everyone = "*" in principals || principals["AWS"]?.includes("*") === true;
  const operators = Object.entries(conditions);
  const [operator, keys] = operators[0] ?? [];
  return (
    !allows &&
    !inverted &&
    everyone &&
    actions.includes("s3:*") &&
    resources.some((arn) => !arn.includes("/")) &&
    resources.some((arn) => arn.endsWith("/*")) &&
    // A second condition would narrow it.
    operators.length === 1 &&
    operator === "Bool" &&
    Object.keys(keys ?? {}).length === 1 &&
    keys?.["aws:securetransport"]?.join() === "false"
  );
}
