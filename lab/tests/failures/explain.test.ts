import assert from "node:assert/strict";
import { exitCodes, explain, explanationLines, LabError } from "../../failures";
import { awsError } from "../fakes/fakeClients";

/** An error of Node's own. */
const system = (code: string, fields: object = {}): Error =>
  Object.assign(new Error(`${code}: from the test`), { code, ...fields });

function told(error: unknown, environment: NodeJS.ProcessEnv = {}): string {
  const explanation = explain(error, environment);
  return [`${explanation.exitCode}`, ...explanationLines(error, explanation, false)].join("\n");
}

describe("a failure that is known", () => {
  const local = "or use the account on this machine: npx config-lab local -- COMMAND";
  const endpoint = { AWS_ENDPOINT_URL: "http://127.0.0.1:4566" };
  const rows: [name: string, error: unknown, text: string, environment?: NodeJS.ProcessEnv][] = [
    [
      "no credentials",
      Object.assign(new Error("Could not load credentials from any providers"), {
        name: "CredentialsProviderError",
      }),
      `3\nconfig-lab: No AWS credentials were found.\n  Sign in (aws sso login, aws configure, or set AWS_PROFILE), ${local}`,
    ],
    ...[
      "InvalidClientTokenId",
      "UnrecognizedClientException",
      "AuthFailure",
      "SignatureDoesNotMatch",
      "InvalidAccessKeyId",
    ].map((code): [string, unknown, string] => [
      `credentials refused as ${code}`,
      awsError(code),
      `3\nconfig-lab: AWS rejected these credentials (${code}).\n  Check AWS_PROFILE or AWS_ACCESS_KEY_ID (aws sts get-caller-identity shows the identity in use), ${local}`,
    ]),
    ...["ExpiredToken", "ExpiredTokenException"].map((code): [string, unknown, string] => [
      `a session that has ended (${code})`,
      awsError(code),
      `3\nconfig-lab: The AWS session has expired (${code}).\n  Sign in again (aws sso login), or get new access keys.`,
    ]),
    ...["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"].map(
      (code): [string, unknown, string] => [
        `a denial (${code})`,
        awsError(code, "User u is not authorized to perform: ec2:DescribeVpcs"),
        "3\nconfig-lab: These AWS credentials lack a permission: User u is not authorized to perform: ec2:DescribeVpcs.\n  Use credentials that have it (AWS_PROFILE), or ask the account's administrator for it.",
      ],
    ),
    [
      "throttling",
      awsError("RequestLimitExceeded"),
      "3\nconfig-lab: AWS throttled the requests, retries included (RequestLimitExceeded).\n  Wait a minute, then run the same command again.",
    ],
    [
      "a group that is gone",
      awsError("InvalidGroup.NotFound", "The security group 'sg-1' does not exist"),
      "3\nconfig-lab: A security group of the stack no longer exists: The security group 'sg-1' does not exist.\n  Reconcile the stack with AWS: pulumi refresh, then pulumi up",
    ],
    [
      "a group that is in use",
      awsError("DependencyViolation", "resource sg-1 has a dependent object"),
      "1\nconfig-lab: AWS doesn't delete what is still in use: resource sg-1 has a dependent object.\n  List what is in the way, with the commands that remove it: npx config-lab leftovers",
    ],
    [
      "a rule created meanwhile",
      awsError("InvalidPermission.Duplicate"),
      "1\nconfig-lab: The security group was changed by another request at the same time.\n  Run the same command again.",
    ],
    [
      "a group that is full",
      awsError(
        "RulesPerSecurityGroupLimitExceeded",
        "The maximum number of rules per security group has been reached.",
      ),
      "3\nconfig-lab: The security group is full: The maximum number of rules per security group has been reached.\n  Remove rules that aren't needed, then run the same command again.",
    ],
    [
      "a locked stack",
      Object.assign(new Error("conflict"), { name: "ConcurrentUpdateError" }),
      "3\nconfig-lab: Another update of this stack is in progress, or one was killed and left its lock.\n  Wait for it to finish; if there is none: pulumi cancel",
    ],
    [
      "a program that isn't there",
      system("ENOENT", { syscall: "spawn python3", path: "python3" }),
      "3\nconfig-lab: The program \"python3\" isn't installed, or isn't on PATH.\n  Install it, or correct PATH, then run the same command again.",
    ],
    [
      "a port in use",
      system("EADDRINUSE", { address: "127.0.0.1", port: 4566 }),
      "3\nconfig-lab: Port 4566 of 127.0.0.1 is in use.\n  Choose another with --port, or find the process that uses it: lsof -i :4566",
    ],
    ...["EACCES", "EROFS"].map((code): [string, unknown, string] => [
      `no permission to write (${code})`,
      system(code, { path: "/root/x" }),
      `3\nconfig-lab: Permission denied: ${code}: from the test.\n  Make that path writable, or choose writable folders with XDG_CACHE_HOME and TMPDIR.`,
    ]),
    [
      "a full disk",
      system("ENOSPC"),
      "3\nconfig-lab: The disk is full.\n  Free some space, then run the same command again.",
    ],
    [
      "an endpoint that doesn't answer",
      system("ECONNREFUSED"),
      "3\nconfig-lab: The endpoint in AWS_ENDPOINT_URL, http://127.0.0.1:4566, doesn't respond (ECONNREFUSED).\n  Start it (npx config-lab local), or use AWS: unset AWS_ENDPOINT_URL",
      endpoint,
    ],
    [
      "several addresses that don't answer",
      Object.assign(new AggregateError([system("ECONNREFUSED"), system("ECONNREFUSED")]), {
        code: "ECONNREFUSED",
      }),
      "3\nconfig-lab: The endpoint in AWS_ENDPOINT_URL, http://127.0.0.1:4566, doesn't respond (ECONNREFUSED).\n  Start it (npx config-lab local), or use AWS: unset AWS_ENDPOINT_URL",
      endpoint,
    ],
    [
      "an endpoint that takes too long",
      Object.assign(new Error("socket timed out"), { name: "TimeoutError", $metadata: { attempts: 3 } }),
      "3\nconfig-lab: The endpoint in AWS_ENDPOINT_URL, http://127.0.0.1:4566, doesn't respond (TimeoutError).\n  Start it (npx config-lab local), or use AWS: unset AWS_ENDPOINT_URL",
      endpoint,
    ],
    [
      "AWS out of reach",
      system("ENOTFOUND"),
      `3\nconfig-lab: AWS is unreachable (ENOTFOUND: ENOTFOUND: from the test).\n  Check the network and AWS_REGION, ${local}`,
    ],
    [
      "a package that isn't installed",
      Object.assign(new Error("Cannot find module 'commander'\nRequire stack:\n- /x"), {
        code: "MODULE_NOT_FOUND",
      }),
      "3\nconfig-lab: A package isn't installed: Cannot find module 'commander'.\n  Run: npm ci",
    ],
    [
      "an interruption",
      Object.assign(new Error("aborted"), { name: "AbortError" }),
      "130\nconfig-lab: Interrupted.",
    ],
    [
      "a tool that set-up misses",
      Object.assign(new Error("Python 3.9 or later is needed: install python3"), { name: "SetUpError" }),
      "3\nconfig-lab: Python 3.9 or later is needed: install python3.",
    ],
    [
      "one that caused another",
      new Error("preview failed", { cause: awsError("ExpiredToken") }),
      "3\nconfig-lab: The AWS session has expired (ExpiredToken).\n  Sign in again (aws sso login), or get new access keys.",
    ],
    [
      "what a command says of itself",
      new LabError("No stack is selected.", {
        code: "NoStackSelected",
        exitCode: exitCodes.usage,
        next: "Choose one.",
      }),
      "2\nconfig-lab: No stack is selected.\n  Choose one.",
    ],
  ];

  for (const [name, error, text, environment] of rows) {
    it(`is told in one sentence with what to do: ${name}`, () => {
      assert.equal(told(error, environment), text);
    });
  }
});

describe("a failure that nobody foresaw", () => {
  it("keeps its causes, and says how to see all", () => {
    assert.equal(
      told(new Error("top", { cause: new TypeError("x is not a function") })),
      "70\nconfig-lab: top\n  caused by TypeError: x is not a function\n  Run it again with --verbose for causes and stack traces.",
    );
  });

  it("may be anything that was thrown", () => {
    assert.match(told("a text"), /^70\nconfig-lab: 'a text'\n/);
    assert.match(told(undefined), /^70\nconfig-lab: An error without a message \(undefined\)\.\n/);
  });

  it("doesn't go round in circles", () => {
    const error = new Error("round");
    error.cause = error;
    assert.equal(
      told(error),
      "70\nconfig-lab: round\n  Run it again with --verbose for causes and stack traces.",
    );
  });

  it("shows stacks when asked, of known failures too", () => {
    const error = awsError("ExpiredToken", "the token is old");
    const lines = explanationLines(error, explain(error, {}), true);
    assert.match(lines.at(-1) ?? "", /^ExpiredToken: the token is old\n {4}at /);
  });

  it("isn't a silent endpoint when something else took too long", () => {
    const error = Object.assign(new Error("too long"), { name: "TimeoutError" });
    assert.match(told(error), /^70\nconfig-lab: too long\n/);
  });

  it("isn't a missing package when a file of the project is missing", () => {
    const error = Object.assign(new Error("Cannot find module './gone'"), { code: "MODULE_NOT_FOUND" });
    assert.match(told(error), /^70\nconfig-lab: Cannot find module '\.\/gone'\n/);
  });
});
