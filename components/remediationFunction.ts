import type { LogGroup } from "@pulumi/aws/cloudwatch";
import { CallbackFunction } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { Mode, SafetyNet, Scope } from "./configuration";
import { stackTag, type LabTags } from "./labTags";
import { onlyOne } from "./onlyOne";
import type { UsedRole } from "./usedRole";
import { createHandler, type RemediationSettings } from "../remediation/handler";
import type { RequiredPermission } from "../remediation/requiredPermissions";

/** What the function is to do. */
export interface FunctionTask {
  /** The lab's VPC. */
  readonly vpcId: pulumi.Input<string>;
  /**
   * The only inbound permissions that a group must and may have. They become part of the function's code; of a secret the
   * code is encrypted in the state, but not on AWS.
   */
  readonly requiredPermissions: pulumi.Input<readonly RequiredPermission[]>;
  /** What a group may have beside them, and is never given. @default nothing */
  readonly allowedPermissions?: pulumi.Input<readonly RequiredPermission[]>;
  /** Whether a group's tag can exempt it from being changed. @default false */
  readonly exemptions?: boolean;
  /** How often every group is evaluated, whether it changed or not. Plain, because the rule's triggers depend on it. @default "off" */
  readonly safetyNet?: SafetyNet;
  /** `enforce` remediates, `report` only reports. Plain, because the role's statements depend on it. */
  readonly mode: Mode;
  /** `lab`: the VPC's groups; `account`: every group. Plain, because the role's statements depend on it. */
  readonly scope: Scope;
  /** Suffix of the names that would collide in a shared account. @default none @example "-stuabc" */
  readonly suffix?: string;
  /** Tags of every resource that can have tags. @default none @example { Stack: "stuabc" } */
  readonly tags?: LabTags;
}

/** The resources that the function depends on. */
export interface FunctionDependencies {
  readonly role: UsedRole;
  /** The role's policies, if the stack creates it. */
  readonly permissions: pulumi.Resource[];
  readonly logGroup: LogGroup;
}

/** Creates the function. Pulumi serialises the handler with everything it refers to, the policy included. */
export function makeFunction(
  name: string,
  args: FunctionTask,
  parent: pulumi.Resource,
  { role, permissions, logGroup }: FunctionDependencies,
): CallbackFunction<never, void> {
  const settings = settingsOf(args);
  return new CallbackFunction(
    `${name}-function`,
    {
      name: `evaluate_remediate_security_group${args.suffix ?? ""}`,
      description: "Evaluates security groups for AWS Config and remediates their inbound rules",
      // A factory, so that the SDK's clients are created once and kept between invocations.
      callbackFactory: () => createHandler(settings.get()),
      // Without a role, Pulumi would create one with nine broad managed policies.
      role: role.arn,
      // Lambda's current LTS runtime; it takes async handlers only, which this one is.
      runtime: "nodejs24.x",
      // The two SDK clients alone take some 120 MB; 128 MB is too little.
      memorySize: 256,
      tags: args.tags,
      // Three rounds of a few calls each, with the SDK's retries when AWS throttles.
      timeout: 60,
      // No reserved concurrency: a new account may have 10 in all, and Lambda doesn't let the last 10 be reserved.
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      // The runtime provides the SDK. A new list each time, since Pulumi modifies it.
      codePathOptions: {
        extraExcludePackages: [
          "@aws-sdk/client-ec2",
          "@aws-sdk/client-config-service",
          "@aws-sdk/client-sts",
        ],
      },
    },
    {
      parent,
      ...onlyOne,
      ignoreChanges: [stackTag],
      // The policies must exist from the first run until the last.
      dependsOn: permissions,
    },
  );
}

function settingsOf(task: FunctionTask): pulumi.Output<RemediationSettings> {
  const { mode, scope, exemptions = false, safetyNet = "off" } = task;
  return pulumi
    .all([task.requiredPermissions, task.allowedPermissions ?? [], task.vpcId])
    .apply(([required, allowed, vpcId]) => ({
      required,
      mode,
      // What isn't configured isn't in the function's code.
      ...(allowed.length > 0 && { allowed }),
      ...(exemptions && { exemptions }),
      ...(safetyNet !== "off" && { safetyNet: true }),
      ...(scope === "lab" && { vpcId }),
    }));
}
