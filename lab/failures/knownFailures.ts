import { exitCodes } from "./exitCodes";
import type { Failure } from "./failureChain";

/** A row of the table: how a failure is recognised, and how it is explained. */
export interface KnownFailure {
  matches(failure: Failure): boolean;
  explain(failure: Failure, environment: NodeJS.ProcessEnv): { message: string; next?: string };
  /** @default exitCodes.missing */
  readonly exitCode?: number;
}

const coded =
  (...codes: string[]) =>
  (failure: Failure): boolean =>
    codes.includes(failure.code) || codes.includes(failure.name);

/** The same, or a request to AWS that timed out. Errors of other origin are called TimeoutError too. */
const orTimedOut =
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
    // Its message names what is missing and what to do.
    matches: coded("SetUpError"),
    // Several of them are a list.
    explain: ({ message }) => ({ message: message.includes("\n") ? message : sentence(message) }),
  },
  {
    matches: coded("CredentialsProviderError"),
    explain: () => ({
      message: "No AWS credentials were found.",
      next: `Sign in (aws sso login, aws configure, or set AWS_PROFILE), ${localAccount}`,
    }),
  },
  {
    matches: coded("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenProviderError"),
    explain: ({ code }) => ({
      message: `The AWS session has expired (${code}).`,
      next: "Sign in again (aws sso login), or get new access keys.",
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
    explain: ({ code }) => ({
      message: `AWS rejected these credentials (${code}).`,
      next: `Check AWS_PROFILE or AWS_ACCESS_KEY_ID (aws sts get-caller-identity shows the identity in use), ${localAccount}`,
    }),
  },
  {
    matches: coded("AccessDenied", "AccessDeniedException", "AuthorizationError", "UnauthorizedOperation"),
    explain: ({ message }) => ({
      message: `These AWS credentials lack a permission: ${sentence(message)}`,
      next: "Use credentials that have it (AWS_PROFILE), or ask the account's administrator for it.",
    }),
  },
  {
    matches: coded("Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException"),
    explain: ({ code }) => ({
      message: `AWS throttled the requests, retries included (${code}).`,
      next: "Wait a minute, then run the same command again.",
    }),
  },
  {
    matches: coded("InvalidGroup.NotFound"),
    explain: ({ message }) => ({
      message: `A security group of the stack no longer exists: ${sentence(message)}`,
      next: "Reconcile the stack with AWS: pulumi refresh, then pulumi up",
    }),
  },
  {
    matches: coded("InvalidPermission.Duplicate"),
    exitCode: exitCodes.checkFailed,
    explain: () => ({
      message: "The security group was changed by another request at the same time.",
      next: "Run the same command again.",
    }),
  },
  {
    matches: coded("DependencyViolation"),
    exitCode: exitCodes.checkFailed,
    explain: ({ message }) => ({
      message: `AWS doesn't delete what is still in use: ${sentence(message)}`,
      next: "List what is in the way, with the commands that remove it: npx config-lab leftovers",
    }),
  },
  {
    matches: coded("RulesPerSecurityGroupLimitExceeded"),
    explain: ({ message }) => ({
      message: `The security group is full: ${sentence(message)}`,
      next: "Remove rules that aren't needed, then run the same command again.",
    }),
  },
  {
    matches: coded("ConcurrentUpdateError"),
    explain: () => ({
      message: "Another update of this stack is in progress, or one was killed and left its lock.",
      next: "Wait for it to finish; if there is none: pulumi cancel",
    }),
  },
  {
    matches: (failure) => coded("ENOENT")(failure) && (field(failure, "syscall") ?? "").startsWith("spawn"),
    explain: (failure) => ({
      message: `The program "${field(failure, "path") ?? "?"}" isn't installed, or isn't on PATH.`,
      next: "Install it, or correct PATH, then run the same command again.",
    }),
  },
  {
    matches: coded("EADDRINUSE"),
    explain: (failure) => ({
      message: `Port ${field(failure, "port") ?? "?"} of ${field(failure, "address") ?? "this machine"} is in use.`,
      next: `Choose another with --port, or find the process that uses it: lsof -i :${field(failure, "port") ?? "PORT"}`,
    }),
  },
  {
    matches: coded("EACCES", "EPERM", "EROFS"),
    explain: (failure) => ({
      message: `Permission denied: ${sentence(failure.message)}`,
      next: "Make that path writable, or choose writable folders with XDG_CACHE_HOME and TMPDIR.",
    }),
  },
  {
    matches: coded("ENOSPC"),
    explain: () => ({
      message: "The disk is full.",
      next: "Free some space, then run the same command again.",
    }),
  },
  {
    matches: orTimedOut(
      "ECONNREFUSED",
      "ECONNRESET",
      "EHOSTUNREACH",
      "ENETUNREACH",
      "ENOTFOUND",
      "ETIMEDOUT",
      "EAI_AGAIN",
    ),
    explain: (failure, environment) => {
      const endpoint = environment.AWS_ENDPOINT_URL;
      return endpoint
        ? {
            message: `The endpoint in AWS_ENDPOINT_URL, ${endpoint}, doesn't respond (${failure.code}).`,
            next: "Start it (npx config-lab local), or use AWS: unset AWS_ENDPOINT_URL",
          }
        : {
            message: `AWS is unreachable (${failure.code}: ${sentence(failure.message).slice(0, -1)}).`,
            next: `Check the network and AWS_REGION, ${localAccount}`,
          };
    },
  },
  {
    matches: (failure) => coded("MODULE_NOT_FOUND")(failure) && !failure.message.includes("'."),
    explain: ({ message }) => ({
      message: `A package isn't installed: ${sentence(message.split("\n")[0] ?? message)}`,
      next: "Run: npm ci",
    }),
  },
  {
    matches: coded("AbortError"),
    exitCode: exitCodes.interrupted,
    explain: () => ({ message: "Interrupted." }),
  },
];
