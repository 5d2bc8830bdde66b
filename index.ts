import * as pulumi from "@pulumi/pulumi";
import { lookUpAccount } from "./components/account";
import { ConfigMonitoring } from "./components/configMonitoring";
import { reached } from "./components/configuration";
import { useExistingRoles } from "./components/existingRoles";
import { consoleLinks } from "./components/consoleLinks";
import { LabNetwork } from "./components/labNetwork";
import type { LabOutputs } from "./components/labOutputs";
import { labTags } from "./components/labTags";
import { withReadableErrors } from "./components/readableErrors";
import { readConfiguration } from "./components/readConfiguration";
import { RemediationRule } from "./components/remediationRule";
import { ruleNameWith, ruleTag } from "./components/ruleTag";
import { keepSecrets } from "./components/secrets";

/**
 * The lab of one student. A function rather than top-level statements, so that one process can run it for many stacks, one
 * after another: the CLI calls it, and the Automation API accepts it as an inline program.
 *
 * @throws pulumi.RunError that lists every fault of the stack's configuration, before anything is registered
 */
async function program(): Promise<LabOutputs> {
  const configuration = readConfiguration();
  const { stage, mode, scope, ruleScope, itscAccount, debug, exemptions, safetyNet } = configuration;
  const { subscriptionEmail, requiredPermissions, allowedPermissions } = keepSecrets(configuration);
  const account = await lookUpAccount();
  const suffix = configuration.sharedAccount ? `-${pulumi.getStack()}` : "";
  const roles = await useExistingRoles(configuration, account, suffix);
  const tags = labTags();

  // Also before the stack has the rule, since a student who creates it in the console selects the groups by it.
  const groupTags = ruleScope === "tag" ? ruleTag(ruleNameWith(suffix)) : undefined;

  const network = new LabNetwork("network", {
    cidrBlock: configuration.cidrBlock,
    zone: account.zone,
    tags,
    groupTags,
  });
  const monitoring = new ConfigMonitoring("monitoring", {
    account,
    itscAccount,
    subscriptionEmail,
    record: reached(stage, "monitored") && configuration.recorder === "create",
    existingRole: roles.config,
    suffix,
    tags,
  });
  const remediation = new RemediationRule("remediation", {
    account,
    vpcId: network.vpcId,
    requiredPermissions,
    allowedPermissions,
    exemptions,
    safetyNet,
    // In the lab a student watches; elsewhere a remediation that fails for good is an incident of its own.
    failuresTo: scope === "account" ? subscriptionEmail : undefined,
    mode,
    scope,
    debug,
    existingRole: roles.function,
    evaluatedTag: groupTags,
    ruleAfter: reached(stage, "remediated") ? [...network.groups, ...recording(monitoring)] : undefined,
    suffix,
    tags,
  });

  return defined({
    LambdaFunctionARN: remediation.function.arn,
    region: account.region,
    accountId: account.id,
    stage,
    mode,
    scope,
    ruleScope,
    requiredPermissions,
    allowedPermissions,
    exemptions,
    vpcId: network.vpcId,
    publicSubnetId: network.publicSubnetId,
    securityGroupId: network.securityGroup.id,
    securityGroupName: network.securityGroup.name,
    defaultSecurityGroupId: network.defaultSecurityGroupId,
    topicArn: monitoring.topic.arn,
    topicName: monitoring.topic.name,
    configRoleName: monitoring.role.name,
    configRoleArn: monitoring.role.arn,
    functionRoleName: remediation.role.name,
    functionRoleArn: remediation.role.arn,
    functionName: remediation.function.name,
    logGroupName: remediation.logGroup.name,
    bucketName: monitoring.bucketName,
    recorderName: monitoring.recorderName,
    deliveryChannelName: monitoring.deliveryChannelName,
    ruleName: remediation.rule?.name,
    ruleArn: remediation.rule?.arn,
    consoleLinks: pulumi
      .output({
        securityGroupId: network.securityGroup.id,
        ruleName: remediation.rule?.name,
        functionName: remediation.function.name,
        logGroupName: remediation.logGroup.name,
        topicArn: monitoring.topic.arn,
      })
      .apply((targets) => consoleLinks(account, targets)),
  });
}

/** The outputs that the stack has: the engine warns of each one that is undefined. */
function defined(outputs: LabOutputs): LabOutputs {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => value !== undefined)) as LabOutputs;
}

function recording({ recorderStatus }: ConfigMonitoring): pulumi.Resource[] {
  return recorderStatus ? [recorderStatus] : [];
}

export = withReadableErrors(program);
