/** An error's code and message, as a status shows them. */
export interface ErrorDetails {
  readonly code: string;
  readonly message: string;
}

/** Code and message of an error of the SDK or of this endpoint, whose name is AWS's error code. */
export function errorOf(error: unknown): ErrorDetails {
  if (error instanceof Error) return { code: error.name, message: error.message };
  return { code: "InternalError", message: String(error) };
}
