import { createHash, randomBytes } from "node:crypto";
import type { CheckRequest, Fault } from "../../plugin/provider";
import type { AutoName } from "./resourceType";

/** Hexadecimal digits that Pulumi's released AWS provider puts behind a name. */
const digits = 7;

/** A name for a resource whose program gives none; the same seed gives the same name. */
export function autoName(
  rule: AutoName,
  request: Pick<CheckRequest, "name" | "seed" | "naming">,
): { name: string } | { fault: Fault } {
  const { naming } = request;
  if (naming?.mode === "disable") {
    const reason = "no name is given, and the project's configuration pulumi:autonaming makes none";
    return { fault: { property: rule.property, reason } };
  }
  const made = naming?.proposed ?? `${request.name}-${suffix(request.seed)}`;
  const name = rule.lowerCase ? made.toLowerCase() : made;
  if (name.length > rule.maximum) {
    const reason =
      `the name made for it, ${JSON.stringify(name)}, has ${name.length} characters; AWS allows ${rule.maximum}. ` +
      `Give ${rule.property}, or a shorter resource name`;
    return { fault: { property: rule.property, reason } };
  }
  return { name };
}

function suffix(seed: Uint8Array): string {
  const source = seed.length > 0 ? seed : randomBytes(32);
  return createHash("sha256").update(source).digest("hex").slice(0, digits);
}
