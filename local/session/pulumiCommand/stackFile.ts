import { isMap, parseDocument, type Document } from "yaml";

/** A stack file for a session, made from a user's. */
export interface SessionStackFile {
  readonly text: string;
  /** Keys of configuration that are left out, because their values can't be decrypted here. */
  readonly omitted: readonly string[];
}

/** Which secrets can be read here. */
export interface StackFileOptions {
  /** The passphrase in the environment is the user's own. */
  readonly ownPassphrase: boolean;
  /** The project's name, which is the namespace of keys that have none. */
  readonly project: string;
}

/** What says how the values of a stack are encrypted. */
const encryption = ["encryptionsalt", "secretsprovider", "encryptedkey"];

/** Long texts keep their lines. */
const asWritten = { lineWidth: 0 };

type Settings = Readonly<Record<string, unknown>>;

/**
 * The user's file for a session, byte for byte where that is possible. What says how secrets are encrypted is left out,
 * and so are they, unless the user's own passphrase is in force: Pulumi Cloud and AWS KMS can't be asked from a session.
 * A file that isn't valid is passed on as it is, for Pulumi to report.
 */
export function forSession(text: string, options: StackFileOptions): SessionStackFile {
  const document = parseDocument(text);
  const settings = settingsOf(document);
  if (!settings || (options.ownPassphrase && usesPassphrase(settings))) return { text, omitted: [] };
  const omitted = Object.entries(configOf(settings)).flatMap(([key, value]) =>
    hasSecret(value) ? [key] : [],
  );
  const unused = encryption.filter((key) => key in settings);
  if (omitted.length === 0 && unused.length === 0) return { text, omitted };
  for (const key of unused) document.delete(key);
  for (const key of omitted) document.deleteIn(["config", key]);
  return { text: document.toString(asWritten), omitted };
}

/**
 * The session's file with what the user has changed in their own meanwhile, key by key.
 *
 * @param before the user's file when it was last read
 * @param now the user's file
 * @param own the session's file
 */
export function withEdits(
  before: string,
  now: string,
  own: string,
  options: StackFileOptions,
): SessionStackFile {
  const { text, omitted } = forSession(now, options);
  const document = parseDocument(own);
  const [old, wanted] = [forSession(before, options).text, text].map((each) =>
    settingsOf(parseDocument(each)),
  );
  if (!old || !wanted || !settingsOf(document)) return { text, omitted };
  const [oldConfig, newConfig] = [configOf(old), configOf(wanted)];
  for (const key of new Set([...Object.keys(oldConfig), ...Object.keys(newConfig)])) {
    if (JSON.stringify(oldConfig[key]) === JSON.stringify(newConfig[key])) continue;
    const path = ["config", spellingIn(configOf(settingsOf(document) ?? {}), key, options.project)];
    if (key in newConfig) document.setIn(path, document.createNode(newConfig[key]));
    else document.deleteIn(path);
  }
  return { text: document.toString(asWritten), omitted };
}

/** Undefined when the text isn't valid, or holds something else than settings. An empty file has none. */
function settingsOf(document: Document): Settings | undefined {
  if (document.errors.length > 0) return undefined;
  if (document.contents === null) return {};
  return isMap(document.contents) ? (document.toJS() as Settings) : undefined;
}

function configOf({ config }: Settings): Settings {
  return typeof config === "object" && config !== null ? (config as Settings) : {};
}

function usesPassphrase(settings: Settings): boolean {
  return (settings.secretsprovider ?? "passphrase") === "passphrase" && "encryptionsalt" in settings;
}

/** A secret is an object of one key, `secure`; also within lists and objects. */
function hasSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure") return true;
  return entries.some(([, part]) => hasSecret(part));
}

/** How the file spells the key: with the project's name as its namespace, or without. */
function spellingIn(config: Settings, key: string, project: string): string {
  const full = (name: string) => (name.includes(":") ? name : `${project}:${name}`);
  return Object.keys(config).find((name) => full(name) === full(key)) ?? key;
}
