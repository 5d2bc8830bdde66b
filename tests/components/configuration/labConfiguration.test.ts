import { deepStrictEqual, strictEqual } from "node:assert";
import {
  checkConfiguration,
  defaults,
  type LabConfiguration,
} from "../../../components/configuration/labConfiguration";

const project = "config-remediation-lab";
const least = { itscAccount: "stuabc", subscriptionEmail: "stuabc@example.com" };

function faultsOf(values: Record<string, string>, stack = "dev"): readonly string[] {
  const checked = checkConfiguration(values, project, stack);
  return "faults" in checked ? checked.faults : [];
}

function configurationOf(values: Record<string, string>, stack = "dev"): LabConfiguration {
  const checked = checkConfiguration({ ...least, ...values }, project, stack);
  if ("faults" in checked) throw new Error(checked.faults.join("\n"));
  return checked.configuration;
}

describe("checkConfiguration", () => {
  it("fills in every default", () => {
    deepStrictEqual(configurationOf({}), {
      ...least,
      stage: "remediated",
      mode: "enforce",
      scope: "lab",
      ruleScope: "type",
      requiredPermissions: [
        { protocol: "tcp", port: 80, cidr: "0.0.0.0/0" },
        { protocol: "tcp", port: 443, cidr: "0.0.0.0/0" },
      ],
      allowedPermissions: [],
      exemptions: false,
      safetyNet: "off",
      cidrBlock: "10.0.0.0/16",
      recorder: "create",
      sharedAccount: false,
      configRoleArn: "",
      functionRoleArn: "",
      debug: true,
    });
  });

  it("takes every value that differs from its default", () => {
    const values = {
      stage: "monitored",
      mode: "report",
      scope: "account",
      ruleScope: "type",
      requiredPermissions: '[{"protocol":"tcp","port":22,"cidr":"10.0.0.0/8"}]',
      allowedPermissions: '[{"protocol":"tcp","fromPort":8000,"toPort":8999,"cidr":"10.0.0.0/8"}]',
      exemptions: "true",
      safetyNet: "Six_Hours",
      cidrBlock: "192.168.0.0/20",
      recorder: "adopt",
      sharedAccount: "true",
      configRoleArn: "arn:aws:iam::123456789012:role/LabRole",
      functionRoleArn: "arn:aws-cn:iam::123456789012:role/lab/Lab.Role",
      debug: "false",
    };
    deepStrictEqual(Object.keys(values).sort(), Object.keys(defaults).sort());
    deepStrictEqual(configurationOf(values), {
      ...least,
      ...values,
      requiredPermissions: [{ protocol: "tcp", port: 22, cidr: "10.0.0.0/8" }],
      allowedPermissions: [{ protocol: "tcp", fromPort: 8000, toPort: 8999, cidr: "10.0.0.0/8" }],
      exemptions: true,
      sharedAccount: true,
      debug: false,
    });
  });

  it("keeps an explicit false, [] and 0 apart from a value that isn't set", () => {
    strictEqual(configurationOf({ debug: "false" }).debug, false);
    strictEqual(configurationOf({ sharedAccount: "false" }).sharedAccount, false);
    deepStrictEqual(configurationOf({ requiredPermissions: "[]" }).requiredPermissions, []);
    const portZero = '[{"protocol":"udp","port":0,"cidr":"0.0.0.0/0"}]';
    strictEqual(configurationOf({ requiredPermissions: portZero }).requiredPermissions[0]?.port, 0);
  });

  it("adopts the account's recorder in a shared account, also where `create` comes as the default", () => {
    strictEqual(configurationOf({ sharedAccount: "true" }).recorder, "adopt");
    // The CLI hands the defaults of Pulumi.yaml over as if they had been set.
    strictEqual(configurationOf({ sharedAccount: "true", recorder: "create" }).recorder, "adopt");
  });

  it("scopes the rule by tag in a shared account, unless it is told otherwise", () => {
    const ruleScopeOf = (values: Record<string, string>) => configurationOf(values).ruleScope;
    strictEqual(ruleScopeOf({}), "type");
    strictEqual(ruleScopeOf({ ruleScope: "auto", sharedAccount: "true" }), "tag");
    strictEqual(ruleScopeOf({ ruleScope: "type", sharedAccount: "true" }), "type");
    strictEqual(ruleScopeOf({ ruleScope: "tag" }), "tag");
    // Every group of the region is evaluated, and only the lab's have the tag.
    strictEqual(ruleScopeOf({ scope: "account", sharedAccount: "true" }), "type");
  });

  for (const address of ["stu+lab@example.com", "stu-abc@example.com", "a.b_c@mail.example.edu.hk"]) {
    it(`takes ${address}`, () =>
      strictEqual(configurationOf({ subscriptionEmail: address }).subscriptionEmail, address));
  }

  const permissions = (text: string) => ({ ...least, requiredPermissions: text });
  const itsc =
    "the ITSC account string, 1 to 64 letters, digits, - or _, since it becomes part of the topic's name";
  const email = 'one email address, such as "student+lab@example.com"';
  const range =
    'an IPv4 range for a VPC from /16 to /23 that starts at its network address, such as "10.0.0.0/16"';
  const wrong: [string, Record<string, string>, string[]][] = [
    [
      "nothing at all",
      {},
      [
        `${project}:itscAccount: expected ${itsc}, got nothing`,
        `${project}:subscriptionEmail: expected ${email}, got nothing`,
      ],
    ],
    [
      "an account string that no topic can be named after",
      { ...least, itscAccount: "stu.abc" },
      [`${project}:itscAccount: expected ${itsc}, got "stu.abc"`],
    ],
    [
      "an account string with the address's domain",
      { ...least, itscAccount: "stuabc@example.com" },
      [`${project}:itscAccount: expected ${itsc}, got "stuabc@example.com"`],
    ],
    ...["stuabc", "stuabc@example", "a@b@example.com", "stu abc@example.com", ".stu@example.com", ""].map(
      (address): [string, Record<string, string>, string[]] => [
        `the address ${JSON.stringify(address)}`,
        { ...least, subscriptionEmail: address },
        [`${project}:subscriptionEmail: expected ${email}, got ${JSON.stringify(address)}`],
      ],
    ),
    [
      "a stage that there isn't",
      { ...least, stage: "Remediated" },
      [`${project}:stage: expected "environment" or "monitored" or "remediated", got "Remediated"`],
    ],
    [
      "a mode that there isn't",
      { ...least, mode: "audit" },
      [`${project}:mode: expected "enforce" or "report", got "audit"`],
    ],
    [
      "a scope that there isn't",
      { ...least, scope: "region" },
      [`${project}:scope: expected "lab" or "account", got "region"`],
    ],
    [
      "a recorder that there isn't",
      { ...least, recorder: "reuse" },
      [`${project}:recorder: expected "create" or "adopt", got "reuse"`],
    ],
    [
      "a role by its name",
      { ...least, configRoleArn: "LabRole", functionRoleArn: "arn:aws:iam::1234:role/LabRole" },
      ["configRoleArn", "functionRoleArn"].map(
        (key, index) =>
          `${project}:${key}: expected the ARN of a role, such as "arn:aws:iam::123456789012:role/LabRole", or nothing, got "${["LabRole", "arn:aws:iam::1234:role/LabRole"][index]}"`,
      ),
    ],
    [
      "a rule for tagged groups where the function is for all",
      { ...least, ruleScope: "tag", scope: "account" },
      [
        `${project}:ruleScope: expected "auto" or "type" with ${project}:scope "account", since a tag selects the lab's groups only, got "tag"`,
      ],
    ],
    [
      "texts where true or false belong",
      { ...least, sharedAccount: "yes", debug: "0" },
      [
        `${project}:sharedAccount: expected "true" or "false", got "yes"`,
        `${project}:debug: expected "true" or "false", got "0"`,
      ],
    ],
    [
      "a range too narrow for the public subnet",
      { ...least, cidrBlock: "10.0.0.0/24" },
      [`${project}:cidrBlock: expected ${range}, got "10.0.0.0/24"`],
    ],
    [
      "a range with host bits",
      { ...least, cidrBlock: "10.0.1.0/16" },
      [`${project}:cidrBlock: expected ${range}, got "10.0.1.0/16"`],
    ],
    [
      "a key that is misspelt",
      { ...least, requiredPermission: "[]" },
      [`${project}:requiredPermission: unknown key; did you mean ${project}:requiredPermissions?`],
    ],
    [
      "a key that resembles none",
      { ...least, colour: "red" },
      [
        `${project}:colour: unknown key; expected one of itscAccount, subscriptionEmail, stage, mode, scope, ruleScope, requiredPermissions, allowedPermissions, exemptions, safetyNet, cidrBlock, recorder, sharedAccount, configRoleArn, functionRoleArn, debug`,
      ],
    ],
    [
      "permissions that aren't JSON",
      permissions("tcp 80"),
      [`${project}:requiredPermissions: expected a list of permissions, got "tcp 80", which isn't JSON`],
    ],
    [
      "a permission with two faults, and another key's",
      { ...permissions('[{"protocol":"tcp","port":70000}]'), mode: "on" },
      [
        `${project}:mode: expected "enforce" or "report", got "on"`,
        `${project}:requiredPermissions[0].port: expected a whole number from 0 to 65535, got 70000 (number)`,
        `${project}:requiredPermissions[0]: expected exactly one source of cidr, ipv6Cidr, prefixList, securityGroup, got none`,
      ],
    ],
    [
      "an allowed permission with a fault, and a period that AWS Config doesn't have",
      {
        ...least,
        allowedPermissions: '[{"protocol":"tcp","port":22,"cidr":"10.0.0.0"}]',
        safetyNet: "Two_Hours",
      },
      [
        `${project}:allowedPermissions[0].cidr: expected an IPv4 block like "0.0.0.0/0", got "10.0.0.0" (string)`,
        `${project}:safetyNet: expected "off" or "One_Hour" or "Three_Hours" or "Six_Hours" or "Twelve_Hours" or "TwentyFour_Hours", got "Two_Hours"`,
      ],
    ],
  ];
  for (const [what, values, faults] of wrong) {
    it(`rejects ${what}`, () => deepStrictEqual(faultsOf(values), faults));
  }

  it("shows no secret in a fault", () => {
    const values = { ...least, subscriptionEmail: "secret", requiredPermissions: '[{"protocol":"secret"}]' };
    const checked = checkConfiguration(values, project, "dev", ["subscriptionEmail", "requiredPermissions"]);
    deepStrictEqual("faults" in checked && checked.faults, [
      `${project}:subscriptionEmail: expected one email address, such as "student+lab@example.com", got another value, a secret`,
      `${project}:requiredPermissions: 2 errors, not shown since the value is a secret`,
    ]);
  });

  it("rejects a stack's name that can't be part of AWS names, in a shared account only", () => {
    const shared = { ...least, sharedAccount: "true" };
    const fault = (name: string) =>
      `the stack's name: with ${project}:sharedAccount expected 1 to 30 letters, digits, - or _, since it becomes part of AWS names, got "${name}"`;
    deepStrictEqual(faultsOf(shared, "stu.abc"), [fault("stu.abc")]);
    deepStrictEqual(faultsOf(shared, "x".repeat(31)), [fault("x".repeat(31))]);
    deepStrictEqual(faultsOf(shared, "x".repeat(30)), []);
    deepStrictEqual(faultsOf(least, "stu.abc"), []);
  });
});
