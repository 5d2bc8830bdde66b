/** What an error carries besides its message; every field is looked at, none is relied on. */
export interface Failure {
  readonly name: string;
  /** Node's and AWS's error code; the name where there is none, since the AWS SDK puts the code there. */
  readonly code: string;
  readonly message: string;
  readonly error: unknown;
}
