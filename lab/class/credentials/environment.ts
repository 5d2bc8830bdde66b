import { AwsClients, type ClientSettings } from "@config-remediation-lab/local/support/awsClients";
import { LabError } from "../../failures";
import { sourceInWords, type CredentialSource } from "./source";

/** Keys of a session of a role. */
interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const keyVariables = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

/**
 * The environment in which the engine, the provider and the SDK use the credentials. A role is assumed anew, since its
 * session is valid for an hour and a class may take longer.
 *
 * @throws what STS or the SDK's credential providers threw
 */
export async function environmentWith(
  source: CredentialSource,
  region: string,
  base: NodeJS.ProcessEnv = process.env,
): Promise<NodeJS.ProcessEnv> {
  const environment: NodeJS.ProcessEnv = { ...base, AWS_REGION: region, AWS_DEFAULT_REGION: region };
  if (source.roleArn !== undefined) {
    const keys = await assume(source, region);
    delete environment.AWS_PROFILE;
    return {
      ...environment,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken,
    };
  }
  if (source.profile === undefined) return environment;
  // The provider prefers keys in the environment to a profile.
  for (const name of keyVariables) delete environment[name];
  return { ...environment, AWS_PROFILE: source.profile };
}

/** SDK clients with the credentials. @throws what STS threw */
export async function clientsWith(source: CredentialSource, region: string): Promise<AwsClients> {
  const settings: ClientSettings =
    source.roleArn === undefined ? baseSettings(source) : { credentials: await assume(source, region) };
  return new AwsClients(region, () => settings);
}

function baseSettings({ profile }: CredentialSource): ClientSettings {
  return profile === undefined ? {} : { profile };
}

async function assume(source: CredentialSource, region: string): Promise<Keys> {
  const clients = new AwsClients(region, () => baseSettings(source));
  try {
    const { Credentials } = await clients.sts.assumeRole({
      RoleArn: source.roleArn,
      RoleSessionName: "config-lab-class",
    });
    const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
    if (AccessKeyId === undefined || SecretAccessKey === undefined) {
      throw new LabError(`AWS returned no keys for ${sourceInWords(source)}.`, { code: "NoKeys" });
    }
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  } finally {
    clients.destroy();
  }
}
