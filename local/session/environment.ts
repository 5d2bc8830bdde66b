import { delimiter, dirname, join } from "node:path";
import type { LocalAws } from "../aws";
import type { Engine } from "../engine";
import { mailboxVariable } from "../support/mailboxVariable";
import { markName } from "../support/processTree";
import { sessionPassphrase } from "./sessionPassphrase";

/** What a session's environment is made of. */
export interface EnvironmentParts {
  readonly aws: Pick<LocalAws, "endpoint" | "region" | "credentials" | "mailbox">;
  readonly engine: Pick<Engine, "pulumi">;
  /** The session's folder. */
  readonly folder: string;
  readonly mark: string;
  /** Folders of commands that come before the engine's on PATH. @default none */
  readonly path?: readonly string[];
  /** File with the profiles of the session. @default none: there are no profiles */
  readonly profiles?: string;
  /** The user's own passphrase stays in force: a stack file that has its salt opens with no other. */
  readonly userPassphrase?: boolean;
}

/**
 * Environment for child processes that use AWS on this machine: the user's own, without anything that points to
 * their AWS and Pulumi accounts, and with what points here.
 */
export function sessionEnvironment(parts: EnvironmentParts, user: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const neutral = Object.entries(user).filter(([name]) => !/^(AWS|PULUMI|MOTO)_/.test(name));
  const { PATH, ...variables } = sessionVariables(parts, user);
  return {
    ...Object.fromEntries(neutral),
    ...variables,
    PATH: [PATH, user.PATH].filter(Boolean).join(delimiter),
  };
}

/** The variables that a session sets, without the user's own; PATH is only what comes before the user's. */
export function sessionVariables(parts: EnvironmentParts, user: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { aws, engine, folder, mark } = parts;
  const noProxy = ["127.0.0.1", "localhost", user.NO_PROXY ?? user.no_proxy].filter(Boolean).join(",");
  return {
    [markName]: mark,
    [mailboxVariable]: aws.mailbox,
    AWS_ENDPOINT_URL: aws.endpoint,
    AWS_ACCESS_KEY_ID: aws.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: aws.credentials.secretAccessKey,
    AWS_REGION: aws.region,
    AWS_DEFAULT_REGION: aws.region,
    // No profile of the user applies, and nothing waits for an instance's metadata service.
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: parts.profiles ?? "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    // Which Node.js this project runs on is said in package.json, not by every process on its standard error.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_HOME: join(folder, "pulumi"),
    ...passphrase(parts, user),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    // The session's own plugins are installed in PULUMI_HOME; one on the user's PATH would take their place.
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    // Type-checking the SDK's declarations would be most of a preview's time; `npm run types` checks the program.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    // The user's proxy can't reach this machine's loopback interface; tools look for one spelling or the other.
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    PATH: [...(parts.path ?? []), dirname(engine.pulumi)].join(delimiter),
  };
}

/** The user's own passphrase, where it is wanted and there is one. */
function passphrase(parts: EnvironmentParts, user: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PULUMI_CONFIG_PASSPHRASE, PULUMI_CONFIG_PASSPHRASE_FILE } = parts.userPassphrase ? user : {};
  if (PULUMI_CONFIG_PASSPHRASE !== undefined) return { PULUMI_CONFIG_PASSPHRASE };
  if (PULUMI_CONFIG_PASSPHRASE_FILE) return { PULUMI_CONFIG_PASSPHRASE_FILE };
  return { PULUMI_CONFIG_PASSPHRASE: sessionPassphrase };
}
