import { invalid } from "./permissionFields";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions, in Unicode characters; API_Tag.html says 127 for keys. */
const longest = { key: 128, value: 256 };

/**
 * Rejects tags that EC2 rejects, of CreateTags, DeleteTags and of new resources.
 *
 * @throws AwsError InvalidParameterValue
 */
export function checkTags(parameters: URLSearchParams): void {
  for (const [name, text] of parameters) {
    const field = /(?:^|\.)Tag\.\d+\.(Key|Value)$/.exec(name)?.[1];
    if (field === "Key" && text.toLowerCase().startsWith("aws:"))
      throw invalid("Tag keys starting with 'aws:' are reserved for internal use");
    if (field === "Key" && [...text].length > longest.key)
      throw invalid(`Tag key exceeds the maximum length of ${longest.key} characters`);
    if (field === "Value" && [...text].length > longest.value)
      throw invalid(`Tag value exceeds the maximum length of ${longest.value} characters`);
  }
}
