import type { AssumedRole } from "./assumedRoles";
import type { Checked, Fault } from "../../plugin/provider";
import { hasUnknown, type Values } from "../../plugin/propertyValues";
import { isObject } from "../../../support/isObject";
import { flag, list, map, number, object, text, type Properties } from "../../properties/property";
import { isRegion, regionExpectation } from "../../../support/regions";
import { validate } from "../../properties/validation";

/** The configuration of the provider `aws` that this stand-in offers. */
export interface Settings {
  readonly region: string;
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly profile?: string;
  /** Assumed one after another. */
  readonly assumeRoles: readonly AssumedRole[];
  /** Tags for every resource. */
  readonly defaultTags: Readonly<Record<string, string>>;
  /** Endpoints by service, e.g. `{ ec2: "http://127.0.0.1:5000" }`. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** How often a throttled or failed request is sent at most. */
  readonly maxAttempts?: number;
  readonly s3UsePathStyle: boolean;
}

const properties: Properties = {
  region: text({
    fault: (region) =>
      isRegion(region) ? undefined : `expected ${regionExpectation}, got ${JSON.stringify(region)}`,
  }),
  profile: text(),
  accessKey: text(),
  secretKey: text(),
  token: text(),
  assumeRoles: list(object({ roleArn: text(), sessionName: text(), externalId: text() })),
  maxRetries: number(),
  defaultTags: object({ tags: map(text()) }),
  endpoints: list(map(text())),
  s3UsePathStyle: flag(),
  // They disable calls of the released provider that this one never makes.
  skipCredentialsValidation: flag(),
  skipMetadataApiCheck: flag(),
  skipRegionValidation: flag(),
  skipRequestingAccountId: flag(),
};

/** Checks a provider's configuration, in which Pulumi sends everything but strings as JSON text. */
export function checkSettings(news: Values): Checked {
  const faults: Fault[] = [];
  const known = Object.fromEntries(
    Object.entries(parsed(news)).filter(([name, value]) => !engineKeys.has(name) && !hasUnknown(value)),
  );
  validate(properties, known, faults);
  const region = regionOfEnvironment();
  if (news.region === undefined && region === undefined) {
    const reason = "is required: set it with `pulumi config set aws:region us-east-1`, or by AWS_REGION";
    faults.push({ property: "region", reason });
  }
  if (news.region === undefined && region !== undefined && !isRegion(region)) {
    const reason = `expected ${regionExpectation}, got ${JSON.stringify(region)} from AWS_REGION`;
    faults.push({ property: "region", reason });
  }
  return { inputs: news, faults };
}

/** The settings of a checked configuration. */
export function settingsOf(config: Values): Settings {
  const ignored: Fault[] = [];
  const plain = parsed(config);
  const values = validate(properties, plain, ignored) as {
    region?: string;
    profile?: string;
    assumeRoles?: AssumedRole[];
    accessKey?: string;
    secretKey?: string;
    token?: string;
    maxRetries?: number;
    defaultTags?: { tags?: Record<string, string> };
    endpoints?: Record<string, string>[];
    s3UsePathStyle?: boolean;
  };
  const { accessKey, secretKey, token } = values;
  return {
    region: values.region ?? regionOfEnvironment() ?? "us-east-1",
    ...(accessKey !== undefined && secretKey !== undefined
      ? { credentials: { accessKeyId: accessKey, secretAccessKey: secretKey, sessionToken: token } }
      : {}),
    profile: values.profile,
    assumeRoles: values.assumeRoles ?? [],
    defaultTags: values.defaultTags?.tags ?? {},
    endpoints: Object.assign({}, ...(values.endpoints ?? [])) as Record<string, string>,
    maxAttempts: values.maxRetries === undefined ? undefined : values.maxRetries + 1,
    s3UsePathStyle: values.s3UsePathStyle ?? false,
  };
}

const engineKeys = new Set(["version", "pluginDownloadURL"]);

function regionOfEnvironment(): string | undefined {
  return process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
}

function parsed(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => !engineKeys.has(name))
      .map(([name, value]) => [name, parsedValue(properties[name]?.type, value)]),
  );
}

function parsedValue(type: string | undefined, value: unknown): unknown {
  if (typeof value !== "string" || (type !== "object" && type !== "list")) return value;
  try {
    const json: unknown = JSON.parse(value);
    return isObject(json) || Array.isArray(json) ? json : value;
  } catch {
    // Not JSON: validation then reports the expected type and the text.
    return value;
  }
}
