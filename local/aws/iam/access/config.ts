import { isObject } from "../../../support/isObject";
import { arnPrefix } from "../../../support/regions";
import type { AwsRequest } from "../../service";
import type { Access } from "../simulator";

/** A rule or recorder as policies see it. */
export interface ConfigResource {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
}

export type ConfigResourceType = "config-rule" | "configuration-recorder";

/** How a request names a rule or recorder. A recorder's id isn't named. */
export type ConfigReference = { readonly name: string } | { readonly arn: string } | { readonly id: string };

/** Finds a rule or recorder of a region. */
export interface ConfigResources {
  findResource(region: string, type: ConfigResourceType, by: ConfigReference): ConfigResource | undefined;
}

/** Operations that policies can limit to rules or recorders, of those that are offered here (Service Authorization Reference). */
const types: Readonly<Record<string, ConfigResourceType>> = {
  DeleteConfigRule: "config-rule",
  DeleteEvaluationResults: "config-rule",
  GetComplianceDetailsByConfigRule: "config-rule",
  PutConfigRule: "config-rule",
  StartConfigRulesEvaluation: "config-rule",
  DeleteConfigurationRecorder: "configuration-recorder",
  DescribeConfigurationRecorders: "configuration-recorder",
  DescribeConfigurationRecorderStatus: "configuration-recorder",
  PutConfigurationRecorder: "configuration-recorder",
  StartConfigurationRecorder: "configuration-recorder",
  StopConfigurationRecorder: "configuration-recorder",
};

/** AWS Config's requests name rules and recorders, whose ARNs in policies have an id that AWS Config chose. */
export function configAccesses(
  request: AwsRequest,
  accountId: string,
  resources: ConfigResources,
): readonly Access[] {
  const { operation, region } = request;
  const action = `config:${operation}`;
  const body = isObject(request.json) ? request.json : {};
  const accessTo = (resource: string, found: ConfigResource | undefined): Access => ({
    action,
    resource: found?.arn ?? resource,
    context: Object.fromEntries(
      Object.entries(found?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]),
    ),
  });

  const type = types[operation];
  if (type === undefined) {
    // The operations on tags have an ARN; the others have no resource.
    const arn = typeof body.ResourceArn === "string" ? body.ResourceArn : "*";
    const tagged =
      resources.findResource(region, "config-rule", { arn }) ??
      resources.findResource(region, "configuration-recorder", { arn });
    return [accessTo(arn, tagged)];
  }
  // What isn't there has no id: only a policy for every rule or recorder allows asking for it, or creating it.
  const any = `${arnPrefix(region)}:config:${region}:${accountId}:${type}/*`;
  const references = type === "config-rule" ? ruleReferences(body) : recorderReferences(body);
  if (references.length === 0) return [accessTo(any, undefined)];
  return references.map((by) => accessTo(any, resources.findResource(region, type, by)));
}

type Body = Readonly<Record<string, unknown>>;

function ruleReferences({ ConfigRuleName, ConfigRuleNames, ConfigRule }: Body): ConfigReference[] {
  const rule = isObject(ConfigRule) ? ConfigRule : {};
  const [given] = [
    ...named(rule.ConfigRuleName),
    ...strings(rule.ConfigRuleArn).map((arn) => ({ arn })),
    ...strings(rule.ConfigRuleId).map((id) => ({ id })),
  ];
  return [...named(ConfigRuleName), ...named(ConfigRuleNames), ...(given === undefined ? [] : [given])];
}

function recorderReferences(body: Body): ConfigReference[] {
  const { ConfigurationRecorderName, ConfigurationRecorderNames, ConfigurationRecorder, Arn } = body;
  return [
    ...named(ConfigurationRecorderName),
    ...named(ConfigurationRecorderNames),
    ...(isObject(ConfigurationRecorder) ? named(ConfigurationRecorder.name ?? "default") : []),
    ...strings(Arn).map((arn) => ({ arn })),
  ];
}

function named(value: unknown): ConfigReference[] {
  return strings(value).map((name) => ({ name }));
}

/** One text or a list of them; a body that isn't valid is rejected by the operation. */
function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
}
