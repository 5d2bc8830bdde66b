import { deepStrictEqual, match, rejects, strictEqual } from "node:assert";
import { useExistingRoles } from "../../components/existingRoles";
import { capturedWarnings } from "./capturedWarnings";
import { account } from "./mockAws";
import { startMocks } from "./startMocks";

const labRole = "arn:aws:iam::123456789012:role/lab/LabRole";
const roleToken = "aws:iam/getRole:getRole";
const simulationToken = "aws:iam/getPrincipalPolicySimulation:getPrincipalPolicySimulation";
const policiesToken = "aws:iam/getRolePolicies:getRolePolicies";
const settings = {
  itscAccount: "stuabc",
  mode: "enforce",
  scope: "lab",
  configRoleArn: labRole,
  functionRoleArn: labRole,
} as const;

const trust = (...services: string[]) => ({
  assumeRolePolicy: JSON.stringify({
    Statement: { Effect: "Allow", Principal: { Service: services }, Action: "sts:AssumeRole" },
  }),
});
const both = trust("ec2.amazonaws.com", "lambda.amazonaws.com", "config.amazonaws.com");
const allowed = { results: [] };

/** Runs it with these answers of the provider. @returns its roles, the provider's functions that it called, and its warnings */
async function use(
  answers: Record<string, Record<string, unknown>>,
  changes: Partial<Parameters<typeof useExistingRoles>[0]> = {},
) {
  const mocked = await startMocks({ answers });
  try {
    const { result, warnings } = await capturedWarnings(() =>
      useExistingRoles({ ...settings, ...changes }, account, ""),
    );
    return { roles: result, mocked, warnings };
  } finally {
    await mocked.settle();
  }
}

describe("useExistingRoles", () => {
  it("asks AWS nothing where the stack creates its roles", async () => {
    const { roles, mocked, warnings } = await use({}, { configRoleArn: "", functionRoleArn: "" });
    deepStrictEqual(roles, { config: undefined, function: undefined });
    deepStrictEqual([mocked.calls, warnings], [[], []]);
  });

  it("returns the account's roles, registers nothing, and says what is lost", async () => {
    const { roles, mocked, warnings } = await use({ [roleToken]: both, [simulationToken]: allowed });
    deepStrictEqual(roles, {
      config: { name: "LabRole", arn: labRole },
      function: { name: "LabRole", arn: labRole },
    });
    deepStrictEqual(mocked.registrations, []);
    deepStrictEqual(warnings, [
      "The stack creates no role where it uses the account's: LabRole. Least privilege is lost. The function may do whatever its role allows, also to groups outside the lab; its own code doesn't.",
    ]);
  });

  it("simulates what the function does with its role", async () => {
    const { mocked, warnings } = await use(
      { [roleToken]: both, [simulationToken]: allowed },
      { configRoleArn: "", mode: "report" },
    );
    deepStrictEqual(mocked.inputsOf(simulationToken), {
      policySourceArn: labRole,
      actionNames: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resourceArns: [
        "arn:aws:logs:us-east-1:123456789012:log-group:awsconfig_lambda_security_group:log-stream:function",
      ],
      contexts: [],
    });
    match(warnings[0] ?? "", /also to groups outside the lab and although the mode is report/);
  });

  it("refuses roles that don't do what the lab needs, every fault in one message", async () => {
    const denied = { results: [{ actionName: "sns:Publish", resourceArn: "arn:topic", allowed: false }] };
    const other = "arn:aws:iam::210987654321:role/LabRole";
    await rejects(
      use({ [roleToken]: trust("ec2.amazonaws.com"), [simulationToken]: denied }, { functionRoleArn: other }),
      {
        message: [
          "Stack dev can't use the account's roles, 6 errors; nothing was changed:",
          `  - configRoleArn: expected a role that config.amazonaws.com may assume; the trust policy of ${labRole} doesn't allow it`,
          ...Array.from(
            { length: 4 },
            () => `  - configRoleArn: ${labRole} doesn't allow sns:Publish on arn:topic`,
          ),
          `  - functionRoleArn: expected a role of account 123456789012, in which the stack is, got ${other}`,
          "Name another role, or ask the account's administrator to extend this one.",
        ].join("\n"),
      },
    );
  });

  /** The answers, with access denied to these functions. */
  function denying(answers: Record<string, Record<string, unknown>>, ...tokens: string[]) {
    const deny = (): never => {
      throw new Error("AccessDenied");
    };
    return Object.defineProperties(
      answers,
      Object.fromEntries(tokens.map((token) => [token, { get: deny }])),
    );
  }
  const policy = (...statements: object[]) => ({
    "aws:iam/getRolePolicyAttachments:getRolePolicyAttachments": {
      attachedPolicies: [{ policyArn: "arn:p" }],
    },
    "aws:iam/getPolicy:getPolicy": { policy: JSON.stringify({ Statement: statements }) },
  });
  const inline = (...policyNames: string[]) => ({
    [policiesToken]: { policyNames },
  });
  const functionOnly = { configRoleArn: "" };
  const everything = { Effect: "Allow", Action: "*", Resource: "*" };
  const revoke =
    "ec2:RevokeSecurityGroupIngress on arn:aws:ec2:us-east-1:123456789012:security-group/sg-00000000000000000";

  it("reads the role's attached policies where the simulation is denied", async () => {
    const answers = { [roleToken]: both, ...inline(), ...policy(everything) };
    const { roles, warnings } = await use(denying(answers, simulationToken), functionOnly);
    strictEqual(roles.function?.name, "LabRole");
    strictEqual(warnings.length, 1, "of the lost promise only");
  });

  it("refuses a role whose attached policies don't allow what the lab needs", async () => {
    const deny = { Effect: "Deny", Action: "ec2:Revoke*", Resource: "*" };
    const answers = { [roleToken]: both, ...inline(), ...policy(everything, deny) };
    await rejects(use(denying(answers, simulationToken), functionOnly), {
      message: [
        "Stack dev can't use the account's roles, an error; nothing was changed:",
        `  - functionRoleArn: ${labRole} doesn't allow ${revoke}, by its attached policies`,
        "Name another role, or ask the account's administrator to extend this one.",
      ].join("\n"),
    });
  });

  it("names what conditions and inline policies decide", async () => {
    const conditional = { Effect: "Allow", Action: "ec2:Revoke*", Resource: "*", Condition: { Bool: {} } };
    const rest = { Effect: "Allow", NotAction: "ec2:Revoke*", Resource: "*" };
    for (const answers of [
      { ...inline(), ...policy(rest, conditional) },
      { ...inline("VocLabPolicy"), ...policy(rest) },
    ]) {
      const denied = denying({ [roleToken]: both, ...answers }, simulationToken);
      const { warnings } = await use(denied, functionOnly);
      match(
        warnings[0] ?? "",
        /^functionRoleArn: what .*LabRole allows can't be simulated \(iam:SimulatePrincipalPolicy: .*\), and its attached/,
      );
      match(
        warnings[0] ?? "",
        new RegExp(`don't show whether it allows ${revoke}, so the lab finds out when it needs it$`),
      );
    }
  });

  it("goes on with a warning where the credentials may not look", async () => {
    const denied = denying({ ...policy(everything) }, roleToken, simulationToken, policiesToken);
    const { roles, warnings } = await use(denied, functionOnly);
    strictEqual(roles.function?.name, "LabRole");
    strictEqual(warnings.length, 3);
    match(
      warnings[0] ?? "",
      /^functionRoleArn: who may assume .*LabRole can't be looked up, so the lab finds out when it needs it: /,
    );
    match(
      warnings[1] ?? "",
      /^functionRoleArn: what .*LabRole allows can't be simulated \(iam:SimulatePrincipalPolicy: .*\), and its policies can't be read, so /,
    );
  });
});
