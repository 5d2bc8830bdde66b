import type { Failure } from "./failure";
import { exitCodes } from "./labError";

/** A row of the table: how a failure is recognised, and how it is told. */
export interface KnownFailure {
  matches(failure: Failure): boolean;
  tell(failure: Failure, environment: NodeJS.ProcessEnv): { message: string; next?: string };
  /** @default exitCodes.missing */
  readonly exitCode?: number;
}

const coded =
  (...codes: string[]) =>
  (failure: Failure): boolean =>
    codes.includes(failure.code) || codes.includes(failure.name);

/** The same, or an answer of AWS that the SDK waited for in vain. Others have time-outs of that name too. */
const orSlow =
  (...codes: string[]) =>
  (failure: Failure): boolean =>
    coded(...codes)(failure) || (failure.name === "TimeoutError" && "$metadata" in (failure.error as object));

/** A field of the error that may be there, as text. */
function field(failure: Failure, name: string): string | undefined {
  const value = (failure.error as Record<string, unknown>)[name];
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

function sentence(text: string): string {
  const line = text.trim().replace(/\s+/g, " ");
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

const localAccount = "or use the account on this machine: npx config-lab local -- COMMAND";

export const knownFailures: readonly KnownFailure[] = [
  {
    // Set-up and tools say themselves what is missing and what to do.
    matches: coded("SetUpError"),
    tell: ({ message }) => ({ message: sentence(message) }),
  },
  {
    matches: coded("CredentialsProviderError"),
    tell: () => ({
      message: "No AWS credentials were found.",
      next: `Sign in (aws sso login, aws configure, or set AWS_PROFILE), ${localAccount}`,
    }),
  },
  {
    matches: coded("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenProviderError"),
    tell: ({ code }) => ({
      message: `The AWS session has ended (${code}).`,
      next: "Sign in again: aws sso login, or fetch new keys.",
    }),
  },
  {
    matches: coded(
      "AuthFailure",
      "InvalidAccessKeyId",
      "InvalidClientTokenId",
      "InvalidSignatureException",
      "SignatureDoesNotMatch",
      "UnrecognizedClientException",
    ),
    tell: ({ code }) => ({
      message: `AWS doesn't accept these credentials (${code}).`,
      next: `See whose they are with aws sts get-caller-identity and correct AWS_PROFILE or AWS_ACCESS_KEY_ID, ${localAccount}`,
    }),
  },
  {
    matches: coded("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"),
    tell: ({ message }) => ({
      message: `These AWS credentials may not do that: ${sentence(message)}`,
      next: "Use credentials that may (AWS_PROFILE), or ask whoever runs the account for the permission named above.",
    }),
  },
  {
    matches: coded("Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException"),
    tell: ({ code }) => ({
      message: `AWS asked to slow down and went on asking (${code}).`,
      next: "Wait a minute, then run the same command again.",
    }),
  },
  {
    matches: coded("InvalidGroup.NotFound"),
    tell: ({ message }) => ({
      message: `A security group of the stack isn't there any more: ${sentence(message)}`,
      next: "Bring the stack and AWS together again: pulumi refresh, then pulumi up",
    }),
  },
  {
    matches: coded("InvalidPermission.Duplicate"),
    exitCode: exitCodes.checkFailed,
    tell: () => ({
      message: "Somebody else changed the security group at the same moment.",
      next: "Run the same command again.",
    }),
  },
  {
    matches: coded("RulesPerSecurityGroupLimitExceeded"),
    tell: ({ message }) => ({
      message: `The security group is full: ${sentence(message)}`,
      next: "Remove rules that nobody needs, then run the same command again.",
    }),
  },
  {
    matches: coded("ConcurrentUpdateError"),
    tell: () => ({
      message: "Another update of this stack is running, or one was killed and left its lock.",
      next: "Wait for it; if there is none: pulumi cancel",
    }),
  },
  {
    matches: (failure) => coded("ENOENT")(failure) && (field(failure, "syscall") ?? "").startsWith("spawn"),
    tell: (failure) => ({
      message: `The program "${field(failure, "path") ?? "?"}" isn't installed, or isn't on PATH.`,
      next: "Install it, or correct PATH, then run the same command again.",
    }),
  },
  {
    matches: coded("EADDRINUSE"),
    tell: (failure) => ({
      message: `Port ${field(failure, "port") ?? "?"} of ${field(failure, "address") ?? "this machine"} is in use.`,
      next: `Choose another with --port, or see who has it: lsof -i :${field(failure, "port") ?? "PORT"}`,
    }),
  },
  {
    matches: coded("EACCES", "EPERM", "EROFS"),
    tell: (failure) => ({
      message: `No permission: ${sentence(failure.message)}`,
      next: "Make that path yours, or choose folders you may write to with XDG_CACHE_HOME and TMPDIR.",
    }),
  },
  {
    matches: coded("ENOSPC"),
    tell: () => ({ message: "The disk is full.", next: "Make room, then run the same command again." }),
  },
  {
    matches: orSlow(
      "ECONNREFUSED",
      "ECONNRESET",
      "EHOSTUNREACH",
      "ENETUNREACH",
      "ENOTFOUND",
      "ETIMEDOUT",
      "EAI_AGAIN",
    ),
    tell: (failure, environment) => {
      const endpoint = environment.AWS_ENDPOINT_URL;
      return endpoint
        ? {
            message: `Nothing answers at ${endpoint}, the endpoint that AWS_ENDPOINT_URL names (${failure.code}).`,
            next: "Start it (npx config-lab local), or use AWS itself: unset AWS_ENDPOINT_URL",
          }
        : {
            message: `AWS can't be reached (${failure.code}: ${sentence(failure.message).slice(0, -1)}).`,
            next: `Look at the network and AWS_REGION, ${localAccount}`,
          };
    },
  },
  {
    matches: (failure) => coded("MODULE_NOT_FOUND")(failure) && !failure.message.includes("'."),
    tell: ({ message }) => ({
      message: `A package isn't installed: ${sentence(message.split("\n")[0] ?? message)}`,
      next: "Run: npm ci",
    }),
  },
  {
    matches: coded("AbortError"),
    exitCode: exitCodes.interrupted,
    tell: () => ({ message: "Interrupted." }),
  },
];
