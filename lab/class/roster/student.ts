/** A student of a class, as the roster has it. */
export interface Student {
  /** The account string, letters, digits, - and _; the topic's name has it. */
  readonly itscAccount: string;
  /** The stack's name: the account string in lower case, and nothing else of the student. */
  readonly stack: string;
  /** Where notifications go. */
  readonly email: string;
  /** @default the class's region */
  readonly region?: string;
  /** Profile of the AWS configuration files. @default the credentials of the environment */
  readonly profile?: string;
  /** ARN of a role to assume, by the profile or the credentials of the environment. @default none */
  readonly roleArn?: string;
  /** The twelve digits that the credentials must belong to. @default any account */
  readonly account?: string;
  /** A section or team, for tables. */
  readonly group?: string;
  /** Of the roster, for messages. */
  readonly line: number;
}

/** A record that isn't a student's. */
export interface SkippedLine {
  readonly line: number;
  /** Such as `Points Possible`. */
  readonly reason: string;
}

/** A roster without faults. */
export interface Roster {
  /** Such as `Canvas gradebook export`. */
  readonly format: string;
  readonly students: readonly Student[];
  readonly skipped: readonly SkippedLine[];
}
