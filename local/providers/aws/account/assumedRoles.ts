import { AwsClients, type ClientSettings } from "../../../support/awsClients";

/** A role that the provider assumes before it sends requests. */
export interface AssumedRole {
  readonly roleArn?: string;
  readonly sessionName?: string;
  readonly externalId?: string;
}

/**
 * Credentials of the last role, each assumed by those before it. The SDK asks for them again when they expire.
 *
 * @param base settings of the client that assumes the first
 */
export function assumedRoles(
  roles: readonly AssumedRole[],
  region: string,
  base: ClientSettings,
): Exclude<ClientSettings["credentials"], undefined> {
  return async () => {
    let settings = base;
    for (const role of roles) settings = { ...base, credentials: await assume(role, region, settings) };
    return settings.credentials as Awaited<ReturnType<typeof assume>>;
  };
}

async function assume(
  { roleArn, sessionName, externalId }: AssumedRole,
  region: string,
  settings: ClientSettings,
) {
  const clients = new AwsClients(region, () => settings);
  try {
    const { Credentials } = await clients.sts.assumeRole({
      RoleArn: roleArn,
      RoleSessionName: sessionName ?? "pulumi",
      ExternalId: externalId,
    });
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken, Expiration } = Credentials ?? {};
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  } finally {
    clients.destroy();
  }
}
