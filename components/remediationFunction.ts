import type { LogGroup } from "@pulumi/aws/cloudwatch";
import type { Role } from "@pulumi/aws/iam";
import { CallbackFunction } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { Mode, Scope } from "./configuration";
import { createHandler, type RemediationSettings } from "../remediation/handler";
import type { RequiredPermission } from "../remediation/requiredPermissions";

/** What the function is told to do. */
export interface FunctionTask {
  /** The lab's VPC. */
  readonly vpcId: pulumi.Input<string>;
  /** What a group must allow inbound, and nothing else. Plain, because it is serialised with the function. */
  readonly requiredPermissions: readonly RequiredPermission[];
  /** `enforce` remediates, `report` only reports. Plain, because the role's statements follow from it. */
  readonly mode: Mode;
  /** `lab`: the VPC's groups; `account`: every group. Plain, because the role's statements follow from it. */
  readonly scope: Scope;
  /** What names get that would collide in a shared account. @default nothing @example "-stuabc" */
  readonly suffix?: string;
}

/** What the function runs with. */
export interface FunctionSurroundings {
  readonly role: Role;
  /** What lets the role do its work. */
  readonly permissions: pulumi.Resource[];
  readonly logGroup: LogGroup;
}

/** Makes the function: Pulumi serialises the handler with everything it reaches, the policy included. */
export function makeFunction(
  name: string,
  args: FunctionTask,
  parent: pulumi.Resource,
  { role, permissions, logGroup }: FunctionSurroundings,
): CallbackFunction<never, void> {
  const settings = settingsOf(args);
  return new CallbackFunction(
    `${name}-function`,
    {
      name: `evaluate_remediate_security_group${args.suffix ?? ""}`,
      description: "Evaluates security groups for AWS Config and puts their inbound rules right",
      // A factory, so that the SDK's clients are made once and kept between invocations.
      callbackFactory: () => createHandler(settings.get()),
      // Without a role, Pulumi would make one with nine broad managed policies.
      role,
      runtime: "nodejs22.x",
      // The two SDK clients alone take some 120 MB; 128 MB is too little.
      memorySize: 256,
      // Three rounds of a few calls each, with the SDK's retries when AWS throttles.
      timeout: 60,
      // No reserved concurrency: a new account may have 10 in all, and Lambda lets none of the last 10 be reserved.
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      // The runtime brings the SDK. A fresh list each time, for Pulumi adds to it.
      codePathOptions: {
        extraExcludePackages: ["@aws-sdk/client-ec2", "@aws-sdk/client-config-service"],
      },
    },
    {
      parent,
      // The first run already needs what the role may do, and the last one before the function goes.
      dependsOn: permissions,
    },
  );
}

function settingsOf(args: FunctionTask): pulumi.Output<RemediationSettings> {
  const { requiredPermissions: required, mode } = args;
  if (args.scope === "account") return pulumi.output({ required, mode });
  return pulumi.output(args.vpcId).apply((vpcId) => ({ required, mode, vpcId }));
}
