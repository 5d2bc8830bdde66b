/** Whether a policy's pattern covers an action. IAM ignores case in action names. */
export function coversAction(pattern: string, action: string): boolean {
  return covers(pattern.toLowerCase(), action.toLowerCase());
}

/** Whether a policy's pattern, in which `*` is any text and `?` any character, covers a text. */
export function covers(pattern: string, text: string): boolean {
  const literal = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
}
