/** Something that happened in the handout's incident. */
export interface StoryLine {
  /** ISO 8601 */
  readonly at: string;
  /** `opened`, `seen`, `activated`, `reported`, `authorized`, `revoked`, `mailed`. */
  readonly what: string;
  readonly text: string;
}

export function line(at: Date, what: string, text: string): StoryLine {
  return { at: at.toISOString(), what, text };
}
