import { isVpcRange, vpcRangeExpectation } from "./ipv4Range";
import { nearestName } from "./nearestName";
import { stages, type Stage } from "./stages";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import {
  allowedPermissionFaults,
  requiredPermissionFaults,
  type RequiredPermission,
} from "../../remediation/requiredPermissions";

export const modes = ["enforce", "report"] as const;
export const scopes = ["lab", "account"] as const;
export const ruleScopes = ["type", "tag"] as const;
const recorders = ["create", "adopt"] as const;
/** Off, or AWS Config's periods. https://docs.aws.amazon.com/config/latest/APIReference/API_SourceDetail.html */
export const safetyNets = [
  "off",
  "One_Hour",
  "Three_Hours",
  "Six_Hours",
  "Twelve_Hours",
  "TwentyFour_Hours",
] as const;

/** Whether the function remediates groups or only reports. */
export type Mode = (typeof modes)[number];
/** Which groups the function evaluates: those of the lab's VPC, or every group of the region. */
export type Scope = (typeof scopes)[number];
/** How often every group is evaluated whether it changed or not; `off`: never. */
export type SafetyNet = (typeof safetyNets)[number];
/**
 * What AWS Config evaluates with the rule: every security group that it records, or those that have the stack's tag, which are
 * LabSG1 and the VPC's default group. A scope can't be both (AWS Config API Reference, Scope).
 */
export type RuleScope = (typeof ruleScopes)[number];
/**
 * Whether the stack creates AWS Config's recorder and delivery channel or uses the account's. An adopted recorder must
 * record security groups, and its channel publishes to its own topic: the stack's topic then receives no notifications.
 */
export type RecorderUse = (typeof recorders)[number];

/** A stack's configuration, checked and complete. */
export interface LabConfiguration {
  readonly itscAccount: string;
  readonly subscriptionEmail: string;
  readonly stage: Stage;
  readonly mode: Mode;
  readonly scope: Scope;
  /** `auto` is `tag` in a shared account, where each rule would be evaluated for the groups of all students, else `type`. */
  readonly ruleScope: RuleScope;
  readonly requiredPermissions: readonly RequiredPermission[];
  readonly allowedPermissions: readonly RequiredPermission[];
  readonly exemptions: boolean;
  readonly safetyNet: SafetyNet;
  readonly cidrBlock: string;
  /**
   * With `sharedAccount` always `adopt`: an account has one recorder per region, so students who share it can't each
   * create one. `create` isn't rejected then, since the CLI passes Pulumi.yaml's default as if it had been set.
   */
  readonly recorder: RecorderUse;
  readonly sharedAccount: boolean;
  /** The role that the recorder uses, for accounts in which none may be created. Empty: the stack creates it. */
  readonly configRoleArn: string;
  /** The same for the function. */
  readonly functionRoleArn: string;
  readonly debug: boolean;
}

/** A valid configuration, or every fault of an invalid one. */
export type Checked = { readonly configuration: LabConfiguration } | { readonly faults: readonly string[] };

/**
 * The defaults. Pulumi.yaml has the same values, which the CLI applies and shows; an inline program of the Automation API
 * gets none of them and relies on these.
 */
export const defaults = {
  stage: "remediated",
  mode: "enforce",
  scope: "lab",
  ruleScope: "auto",
  requiredPermissions: handoutPermissions,
  allowedPermissions: [],
  exemptions: false,
  safetyNet: "off",
  cidrBlock: "10.0.0.0/16",
  recorder: "create",
  sharedAccount: false,
  configRoleArn: "",
  functionRoleArn: "",
  debug: true,
} as const satisfies Partial<Omit<LabConfiguration, "ruleScope">> & { readonly ruleScope: "auto" };

const required = ["itscAccount", "subscriptionEmail"] as const;
const known = [...required, ...Object.keys(defaults)];

/**
 * Checks a stack's configuration and fills in the defaults.
 *
 * @param values the stack's values by key without namespace, each as Pulumi passes it: a string, for a list its JSON
 * @param namespace the project's name, for the messages
 * @param stack the stack's name: with `sharedAccount` it becomes part of AWS names
 * @param secretKeys keys whose values no message may show. @default none
 */
export function checkConfiguration(
  values: Readonly<Record<string, string>>,
  namespace: string,
  stack: string,
  secretKeys: readonly string[] = [],
): Checked {
  const faults: string[] = [];
  const fault = (key: string, expected: string) => {
    const actual = secretKeys.includes(key) ? "another value, a secret" : shown(values[key]);
    faults.push(`${namespace}:${key}: expected ${expected}, got ${actual}`);
  };
  const text = (
    key: string,
    isValid: (value: string) => boolean,
    expected: string,
    fallback = "",
  ): string => {
    const value = values[key] ?? fallback;
    if (!isValid(value)) fault(key, expected);
    return value;
  };
  const choice = <T extends string>(key: string, choices: readonly T[], fallback: T): T => {
    const value = values[key] ?? fallback;
    const found = choices.find((one) => one === value);
    if (found === undefined) fault(key, oneOf(choices));
    return found ?? fallback;
  };
  const flag = (key: string, fallback: boolean): boolean =>
    choice(key, ["true", "false"], fallback ? "true" : "false") === "true";

  const permissions = (key: PermissionsKey): readonly RequiredPermission[] => {
    const found = readPermissions(key, values[key]);
    const shownFaults =
      secretKeys.includes(key) && found.faults.length > 0
        ? [`${key}: ${countOf(found.faults)}, not shown since the value is a secret`]
        : found.faults;
    faults.push(...shownFaults.map((one) => `${namespace}:${one}`));
    return found.permissions;
  };

  for (const key of Object.keys(values).filter((name) => !known.includes(name))) {
    const nearest = nearestName(key, known);
    const hint =
      nearest === undefined ? `expected one of ${known.join(", ")}` : `did you mean ${namespace}:${nearest}?`;
    faults.push(`${namespace}:${key}: unknown key; ${hint}`);
  }
  const sharedAccount = flag("sharedAccount", defaults.sharedAccount);
  if (sharedAccount && !suffixPattern.test(stack)) {
    faults.push(
      `the stack's name: with ${namespace}:sharedAccount expected 1 to 30 letters, digits, - or _, since it becomes part of AWS names, got ${shown(stack)}`,
    );
  }
  const recorder = choice("recorder", recorders, defaults.recorder);
  const scope = choice("scope", scopes, defaults.scope);
  const ruleScope = choice("ruleScope", [defaults.ruleScope, ...ruleScopes], defaults.ruleScope);
  if (ruleScope === "tag" && scope === "account") {
    fault(
      "ruleScope",
      `"auto" or "type" with ${namespace}:scope "account", since a tag selects the lab's groups only`,
    );
  }
  const byTag = sharedAccount && scope === "lab" ? "tag" : "type";
  const configuration: LabConfiguration = {
    itscAccount: text("itscAccount", (value) => itscPattern.test(value), itscExpectation),
    subscriptionEmail: text("subscriptionEmail", isEmailAddress, emailExpectation),
    stage: choice("stage", stages, defaults.stage),
    mode: choice("mode", modes, defaults.mode),
    scope,
    ruleScope: ruleScope === "auto" ? byTag : ruleScope,
    requiredPermissions: permissions("requiredPermissions"),
    allowedPermissions: permissions("allowedPermissions"),
    exemptions: flag("exemptions", defaults.exemptions),
    safetyNet: choice("safetyNet", safetyNets, defaults.safetyNet),
    cidrBlock: text("cidrBlock", isVpcRange, vpcRangeExpectation, defaults.cidrBlock),
    recorder: sharedAccount ? "adopt" : recorder,
    sharedAccount,
    configRoleArn: text("configRoleArn", isRoleArnOrEmpty, roleExpectation),
    functionRoleArn: text("functionRoleArn", isRoleArnOrEmpty, roleExpectation),
    debug: flag("debug", defaults.debug),
  };
  return faults.length > 0 ? { faults } : { configuration };
}

/** The topic is `ust-<account>-config-topic`; SNS allows letters, digits, - and _, and 256 of them at most. */
const itscPattern = /^[A-Za-z0-9_-]{1,64}$/;
const itscExpectation =
  "the ITSC account string, 1 to 64 letters, digits, - or _, since it becomes part of the topic's name";

const roleExpectation = 'the ARN of a role, such as "arn:aws:iam::123456789012:role/LabRole", or nothing';

function isRoleArnOrEmpty(value: string): boolean {
  return value === "" || /^arn:aws(-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(value);
}

/** `evaluate_remediate_security_group-` and the suffix fit into a function's name, which Lambda limits to 64 characters. */
const suffixPattern = /^[A-Za-z0-9_-]{1,30}$/;

/** What {@link isEmailAddress} accepts, in words. */
export const emailExpectation = 'one email address, such as "student+lab@example.com"';

/** Whether a text is one address for the subscription, without a display name. */
export function isEmailAddress(value: string): boolean {
  const [local = "", domain = "", ...more] = value.split("@");
  const atoms = local.split(".").every((atom) => /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/.test(atom));
  const labels = domain.split(".");
  const hosts = labels.every((label) => /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/.test(label));
  return (
    more.length === 0 && atoms && local.length <= 64 && labels.length > 1 && hosts && value.length <= 254
  );
}

/** The keys that are lists of permissions, with what finds the faults of each. */
const permissionFaults = {
  requiredPermissions: requiredPermissionFaults,
  allowedPermissions: allowedPermissionFaults,
} as const;

type PermissionsKey = keyof typeof permissionFaults;

function readPermissions(
  key: PermissionsKey,
  value: string | undefined,
): {
  readonly permissions: readonly RequiredPermission[];
  readonly faults: readonly string[];
} {
  if (value === undefined) return { permissions: defaults[key], faults: [] };
  let list: unknown;
  try {
    list = JSON.parse(value);
  } catch {
    const fault = `${key}: expected a list of permissions, got ${shown(value)}, which isn't JSON`;
    return { permissions: [], faults: [fault] };
  }
  const faults = permissionFaults[key](list);
  // A list without faults has the type.
  return { permissions: faults.length > 0 ? [] : (list as RequiredPermission[]), faults };
}

/** Such as `an error` or `2 errors`. */
export function countOf(faults: readonly string[]): string {
  return faults.length === 1 ? "an error" : `${faults.length} errors`;
}

function oneOf(choices: readonly string[]): string {
  return choices.map((one) => `"${one}"`).join(" or ");
}

function shown(value: string | undefined): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
