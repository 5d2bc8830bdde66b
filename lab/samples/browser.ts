import { findOnPath } from "@config-remediation-lab/local/support/tools";

/** The machine's Chromium or Chrome; undefined where there is none. */
export function browserPath(): string | undefined {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const found = names.map((name) => findOnPath(name, process.env.PATH)).find((path) => path !== undefined);
  return found ?? process.env.CHROMIUM;
}
