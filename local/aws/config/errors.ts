/** An error's code and text, as a status holds them. */
export interface ErrorDetails {
  readonly code: string;
  readonly message: string;
}

/** Takes the code and text of an error of the SDK's or of this endpoint's; its name is AWS's code. */
export function errorOf(error: unknown): ErrorDetails {
  if (error instanceof Error) return { code: error.name, message: error.message };
  return { code: "InternalError", message: String(error) };
}
