import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { isObject } from "../../support/isObject";

/** Properties of a resource as the engine sends them: plain JSON, with the engine's marks inside. */
export type Values = Record<string, unknown>;

/** The placeholder for a value that a preview can't know yet, as the engine's protocol defines it. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Key of the mark that identifies an object of a special kind. */
export const signatureKey = "4dabf18193072939515e22adb298388d";

export const signatures = {
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** Whether the value, or anything in it, isn't known yet. */
export function hasUnknown(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (isObject(value)) return Object.values(value).some(hasUnknown);
  return value === unknownValue;
}

/** Properties of a request. Secrets and output values are unwrapped, nulls omitted. */
export function decode(struct: Struct | undefined): Values {
  if (!struct) return {};
  const plain = unwrap(struct.toJavaScript());
  return isObject(plain) ? plain : {};
}

/** Whether a property of a request, or anything in it, is marked secret. */
export function hasSecret(struct: Struct | undefined): boolean {
  return struct !== undefined && isSecret(struct.toJavaScript());
}

/** Properties for a response. Undefined values are omitted: a Struct can't hold them. */
export function encode(values: Values): Struct {
  return Struct.fromJavaScript(withoutUndefined(values) as Record<string, JavaScriptValue>);
}

function isSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isSecret);
  if (!isObject(value)) return false;
  if (value[signatureKey] === signatures.secret) return true;
  if (value[signatureKey] === signatures.output && value.secret === true) return true;
  return Object.values(value).some(isSecret);
}

function unwrap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unwrap);
  if (!isObject(value)) return value;
  if (value[signatureKey] === signatures.secret || value[signatureKey] === signatures.output) {
    return "value" in value ? unwrap(value.value) : unknownValue;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, unwrap(inner)]),
  );
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((inner) => inner !== undefined).map(withoutUndefined);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutUndefined(inner)]),
  );
}
