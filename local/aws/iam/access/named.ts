import { isObject } from "../../../support/isObject";
import { arnPrefix } from "../../../support/regions";
import type { AwsRequest } from "../../service";
import type { Access } from "../simulator";

/** Services whose prefix in policies isn't their signing name. */
const prefixes: Readonly<Record<string, string>> = { monitoring: "cloudwatch", email: "ses" };

type Parameters = (name: string) => string | undefined;

/**
 * Services whose requests name their resource in a parameter: CloudWatch Logs, SNS, IAM, STS. For others the resource is
 * unknown, so that only a policy that grants an action on every resource allows it.
 */
export function namedAccesses(request: AwsRequest, accountId: string): readonly Access[] {
  const { service, operation, region } = request;
  const action = `${prefixes[service] ?? service}:${operation}`;
  const parameters = readParameters(request);
  const prefix = `${arnPrefix(region)}:${service}:${region}:${accountId}:`;
  switch (service) {
    case "logs":
      return [{ action, resource: `${prefix}${logResource(parameters)}`, context: {} }];
    case "sns":
      return [{ action, resource: topicArn(parameters, prefix) ?? "*", context: snsContext(parameters) }];
    case "iam":
      return [
        {
          action,
          resource: iamResource(parameters, `${arnPrefix(region)}:iam::${accountId}`) ?? "*",
          context: {},
        },
      ];
    case "sts":
      return [{ action, resource: parameters("RoleArn") ?? "*", context: stsContext(parameters) }];
    default:
      return [{ action, resource: "*", context: {} }];
  }
}

function readParameters({ json, parameters }: AwsRequest): Parameters {
  if (!isObject(json)) return (name) => parameters.get(name) ?? undefined;
  return (name) => (typeof json[name] === "string" ? json[name] : undefined);
}

/** Log groups are always named with a stream, which may be empty: as in CloudWatch Logs' own denials. */
function logResource(parameters: Parameters): string {
  const given =
    parameters("logGroupName") ?? parameters("logGroupIdentifier") ?? parameters("resourceArn") ?? "";
  const group = given.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, "").replace(/:\*$/, "");
  return `log-group:${group}:log-stream:${parameters("logStreamName") ?? ""}`;
}

function topicArn(parameters: Parameters, prefix: string): string | undefined {
  const subscription = parameters("SubscriptionArn");
  const name = parameters("Name");
  return (
    parameters("TopicArn") ??
    parameters("TargetArn") ??
    parameters("ResourceArn") ??
    (subscription && subscription.split(":").slice(0, 6).join(":")) ??
    (name && `${prefix}${name}`)
  );
}

function snsContext(parameters: Parameters): Access["context"] {
  const context: Record<string, string> = {};
  const [protocol, endpoint] = [parameters("Protocol"), parameters("Endpoint")];
  if (protocol) context["sns:Protocol"] = protocol;
  if (endpoint) context["sns:Endpoint"] = endpoint;
  return context;
}

function iamResource(parameters: Parameters, prefix: string): string | undefined {
  const arn = (type: string, name: string | undefined) => name && `${prefix}:${type}/${name}`;
  return (
    arn("role", parameters("RoleName")) ??
    arn("user", parameters("UserName")) ??
    arn("group", parameters("GroupName")) ??
    arn("instance-profile", parameters("InstanceProfileName")) ??
    parameters("PolicyArn") ??
    arn("policy", parameters("PolicyName"))
  );
}

function stsContext(parameters: Parameters): Access["context"] {
  const session = parameters("RoleSessionName");
  const externalId = parameters("ExternalId");
  return {
    ...(session ? { "sts:RoleSessionName": session } : {}),
    ...(externalId ? { "sts:ExternalId": externalId } : {}),
  };
}
