import type { ConfigService, ConfigServiceClientConfig } from "@aws-sdk/client-config-service";
import { allConfig } from "@pulumi/pulumi/runtime";
import type { Account } from "../account";
import { assumedCredentials } from "./assumedRoles";

/** What looks things up in AWS Config. */
export type Requests = <Result>(
  purpose: string,
  request: (service: ConfigService) => Promise<Result>,
) => Promise<Result>;

/**
 * Requests to AWS Config of the stack's account and region. The provider has no function that returns recorders, channels
 * or rules, so this is the SDK, with the credentials of the provider's configuration or of the environment, and the roles of
 * `aws:assumeRoles` assumed. It doesn't follow `aws:assumeRoleWithWebIdentity`.
 */
export function configRequests({ region, id }: Account): Requests {
  // Read now: the engine calls hooks outside of the program.
  const config = allConfig();
  const own: ConfigServiceClientConfig = { region, ...fromProvider(config) };
  return async (purpose, request) => {
    // Loaded here, since most updates create nothing that needs it.
    const { ConfigService: Service } = await import("@aws-sdk/client-config-service");
    let service: ConfigService | undefined;
    try {
      const assumed = await assumedCredentials(config["aws:assumeRoles"], {
        ...own,
        endpoint: endpointIn(config, "sts"),
      });
      service = new Service({
        ...own,
        endpoint: endpointIn(config, "configservice"),
        ...(assumed && { credentials: assumed }),
      });
      return await request(service);
    } catch (error) {
      const { name, message } = error as Error;
      throw new Error(
        `can't determine whether account ${id} has ${purpose} in ${region} already, so none is created: ${name}: ${message}. ` +
          "Use credentials of that account that may call config:Describe*.",
        { cause: error },
      );
    } finally {
      service?.destroy();
    }
  };
}

type Config = Readonly<Record<string, string>>;

/** The settings that the SDK shares with the provider's configuration. */
function fromProvider(config: Config): ConfigServiceClientConfig {
  const { "aws:profile": profile, "aws:accessKey": accessKeyId, "aws:secretKey": secretAccessKey } = config;
  return {
    ...(profile && { profile }),
    ...(accessKeyId &&
      secretAccessKey && {
        credentials: { accessKeyId, secretAccessKey, sessionToken: config["aws:token"] },
      }),
  };
}

/** The endpoint that `aws:endpoints` has for a service; undefined: the SDK's own. */
function endpointIn(config: Config, service: "configservice" | "sts"): string | undefined {
  const endpoints = JSON.parse(config["aws:endpoints"] ?? "[]") as readonly Config[];
  return endpoints.find((each) => each[service])?.[service];
}
