import { isObject } from "../../support/isObject";
import { defaultLogGroup } from "./functionConfiguration";

/** Settings of a function that moto takes and forgets, or takes only when the function is created. */
const FIELDS = [
  "LoggingConfig",
  "DeadLetterConfig",
  "EphemeralStorage",
  "TracingConfig",
  "KMSKeyArn",
] as const;

type Settings = Readonly<Record<string, unknown>>;

/** What moto doesn't keep about the functions of the account. */
export class KeptSettings {
  /** By region and function, then by version. */
  private readonly functions = new Map<string, Map<string, Settings>>();

  /** @param owner e.g. `us-east-1/name`; @param request body of CreateFunction or UpdateFunctionConfiguration */
  update(owner: string, request: Settings): void {
    const versions = this.functions.get(owner) ?? new Map<string, Settings>();
    this.functions.set(owner, versions);
    versions.set("$LATEST", { ...versions.get("$LATEST"), ...pick(request) });
  }

  /** A published version keeps the settings that `$LATEST` has at that moment. */
  publish(owner: string, version: string): void {
    const versions = this.functions.get(owner);
    const latest = versions?.get("$LATEST");
    if (latest) versions?.set(version, latest);
  }

  remove(owner: string): void {
    this.functions.delete(owner);
  }

  /** Puts what moto forgot into a configuration as it answered it. */
  complete(region: string, configuration: Record<string, unknown>): void {
    const name = String(configuration.FunctionName);
    const versions = this.functions.get(`${region}/${name}`);
    const kept = versions?.get(String(configuration.Version)) ?? versions?.get("$LATEST") ?? {};
    const logging = isObject(kept.LoggingConfig) ? kept.LoggingConfig : {};
    Object.assign(configuration, kept, {
      LoggingConfig: { LogFormat: "Text", LogGroup: defaultLogGroup(name), ...logging },
    });
  }
}

function pick(request: Settings): Settings {
  const present = FIELDS.filter((field) => request[field] !== undefined && request[field] !== null);
  return Object.fromEntries(present.map((field) => [field, request[field]]));
}
