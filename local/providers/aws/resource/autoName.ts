import { createHash, randomBytes } from "node:crypto";
import type { CheckRequest, Fault } from "../../plugin/provider";
import type { AutoName } from "./resourceType";

/** Hexadecimal digits that Pulumi's released AWS provider appends to a name. */
const digits = 7;

/** A name for a resource that the program doesn't name; the same seed gives the same name. */
export function autoName(
  rule: AutoName,
  request: Pick<CheckRequest, "name" | "seed" | "naming">,
): { name: string } | { fault: Fault } {
  const { naming } = request;
  if (naming?.mode === "disable") {
    const reason = "is required: the project's configuration pulumi:autonaming disables generated names";
    return { fault: { property: rule.property, reason } };
  }
  const generated = naming?.proposed ?? `${request.name}-${suffix(request.seed)}`;
  const name = rule.lowerCase ? generated.toLowerCase() : generated;
  if (name.length > rule.maximum) {
    const reason =
      `expected at most ${rule.maximum} characters, got ${name.length} in the generated ${JSON.stringify(name)}; ` +
      `set ${rule.property}, or shorten the resource's name`;
    return { fault: { property: rule.property, reason } };
  }
  return { name };
}

function suffix(seed: Uint8Array): string {
  const source = seed.length > 0 ? seed : randomBytes(32);
  return createHash("sha256").update(source).digest("hex").slice(0, digits);
}
