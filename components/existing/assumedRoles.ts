import type { AssumeRoleCommandInput, STSClientConfig } from "@aws-sdk/client-sts";

/** A role of `aws:assumeRoles`, as far as it decides whom a request comes from. */
interface AssumedRole {
  readonly roleArn?: string;
  readonly sessionName?: string;
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly transitiveTagKeys?: string[];
}

type Settings = Pick<STSClientConfig, "region" | "profile" | "credentials" | "endpoint">;

/**
 * The credentials of the last role of `aws:assumeRoles`, each assumed by those before it, as the provider does.
 *
 * @param assumeRoles the configuration's value; undefined: none is assumed
 * @param base whose credentials assume the first
 * @returns undefined where none is assumed
 */
export async function assumedCredentials(
  assumeRoles: string | undefined,
  base: Settings,
): Promise<STSClientConfig["credentials"]> {
  let credentials: STSClientConfig["credentials"];
  for (const role of JSON.parse(assumeRoles ?? "[]") as readonly AssumedRole[]) {
    credentials = await assume(role, credentials === undefined ? base : { ...base, credentials });
  }
  return credentials;
}

async function assume(role: AssumedRole, settings: Settings): Promise<STSClientConfig["credentials"]> {
  // Loaded here, since most stacks assume no role.
  const { STS } = await import("@aws-sdk/client-sts");
  const sts = new STS(settings);
  try {
    const { Credentials } = await sts.assumeRole(inputOf(role));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken } = Credentials ?? {};
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  } finally {
    sts.destroy();
  }
}

function inputOf({
  roleArn,
  sessionName = "config-remediation-lab",
  externalId,
  sourceIdentity,
  tags,
  transitiveTagKeys,
}: AssumedRole): AssumeRoleCommandInput {
  return {
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    ExternalId: externalId,
    SourceIdentity: sourceIdentity,
    Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    TransitiveTagKeys: transitiveTagKeys,
  };
}
