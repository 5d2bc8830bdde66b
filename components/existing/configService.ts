import type { ConfigService, ConfigServiceClientConfig } from "@aws-sdk/client-config-service";
import { allConfig } from "@pulumi/pulumi/runtime";
import type { Account } from "../account";

/** What looks things up in AWS Config. */
export type Requests = <Result>(
  purpose: string,
  request: (service: ConfigService) => Promise<Result>,
) => Promise<Result>;

/**
 * Requests to AWS Config of the stack's account and region. The provider has no function that returns recorders, channels
 * or rules, so this is the SDK, with the credentials of the provider's configuration or of the environment. It doesn't
 * assume the roles of `aws:assumeRoles`.
 */
export function configRequests({ region, id }: Account): Requests {
  // Read now: the engine calls hooks outside of the program.
  const settings: ConfigServiceClientConfig = { region, ...fromProvider(allConfig()) };
  return async (purpose, request) => {
    // Loaded here, since most updates create nothing that needs it.
    const { ConfigService: Service } = await import("@aws-sdk/client-config-service");
    const service = new Service(settings);
    try {
      return await request(service);
    } catch (error) {
      const { name, message } = error as Error;
      throw new Error(
        `can't determine whether account ${id} has ${purpose} in ${region} already, so none is created: ${name}: ${message}. ` +
          "Use credentials of that account that may call config:Describe*.",
        { cause: error },
      );
    } finally {
      service.destroy();
    }
  };
}

/** The settings that the SDK shares with the provider's configuration. */
function fromProvider(config: Readonly<Record<string, string>>): ConfigServiceClientConfig {
  const { "aws:profile": profile, "aws:accessKey": accessKeyId, "aws:secretKey": secretAccessKey } = config;
  const endpoints = JSON.parse(config["aws:endpoints"] ?? "[]") as { readonly configservice?: string }[];
  const endpoint = endpoints.find(({ configservice }) => configservice)?.configservice;
  return {
    ...(profile && { profile }),
    ...(endpoint && { endpoint }),
    ...(accessKeyId &&
      secretAccessKey && {
        credentials: { accessKeyId, secretAccessKey, sessionToken: config["aws:token"] },
      }),
  };
}
