/** Something under way that reports its state again and again. */
export interface Activity {
  /** A newer state replaces the older one of the same name. */
  readonly name: string;
  /** Whether a line that stays has announced it: its first state isn't news then. */
  readonly announced?: true;
  /** Whether this is its end: the line stays; an empty one only removes the state. */
  readonly over?: true;
}

/** Gets what takes time, in words: a line that stays or, with an activity, the activity's state. */
export type Progress = (line: string, activity?: Activity) => void;
