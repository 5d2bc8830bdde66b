/** Identifiers with nothing that a person reads, and how much of them is left to tell them apart. */
const rules: readonly [pattern: RegExp, replacement: string][] = [
  // The partition, service, region and account of an ARN; the resource stays.
  [/\barn:[\w-]*:[\w-]*:[\w-]*:[\w-]*:/g, "…:"],
  [/\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "$1…"],
  // Ids of EC2: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
  [/\b([a-z]{2,9}-[0-9a-f]{5})[0-9a-f]{12}\b/g, "$1…"],
];

/** A text with its ids and ARNs shortened, for a place that is too narrow for them. */
export function shortened(text: string): string {
  return rules.reduce((short, [pattern, replacement]) => short.replace(pattern, replacement), text);
}
