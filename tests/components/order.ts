import type { Registration } from "./startMocks";

/**
 * Whether the engine creates `later` after `earlier` and destroys it before: it depends on it, directly or by others, or
 * on a component that holds it.
 */
export function comesAfter(registrations: readonly Registration[], later: string, earlier: string): boolean {
  const byName = new Map(registrations.map((one) => [one.name, one]));
  const seen = new Set<string>();
  const waiting = [later];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (name === earlier) return true;
    if (seen.has(name)) continue;
    seen.add(name);
    const registration = byName.get(name);
    if (!registration) throw new Error(`${name} isn't registered`);
    waiting.push(...registration.dependsOn);
  }
  return false;
}
