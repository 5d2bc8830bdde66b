import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { checkConfiguration, defaults } from "../../../components/configuration/labConfiguration";

interface Key {
  readonly type: string;
  readonly default?: unknown;
  readonly description: string;
}

const read = (file: string): unknown => load(readFileSync(join(__dirname, "../../..", file), "utf8"));

describe("Pulumi.yaml", () => {
  const { name, config } = read("Pulumi.yaml") as { name: string; config: Record<string, Key> };

  it("is the project whose name is the configuration's namespace", () => {
    strictEqual(name, "config-remediation-lab");
  });

  it("has exactly the keys that the program knows, each with type and description", () => {
    deepStrictEqual(
      Object.keys(config).sort(),
      ["itscAccount", "subscriptionEmail", ...Object.keys(defaults)].sort(),
    );
    for (const [key, { type, description }] of Object.entries(config)) {
      ok(["string", "boolean", "array"].includes(type), `${key} has type ${type}`);
      ok(description.length > 0, `${key} has no description`);
    }
  });

  it("has the program's own defaults, and none for what must be set", () => {
    const inFile = Object.entries(config).filter(([, key]) => "default" in key);
    deepStrictEqual(
      Object.fromEntries(inFile.map(([key, value]) => [key, value.default])),
      JSON.parse(JSON.stringify(defaults)),
    );
  });
});

describe("Pulumi.dev.yaml", () => {
  it("has a configuration without faults, and a Region", () => {
    const { config } = read("Pulumi.dev.yaml") as { config: Record<string, string> };
    const own = Object.entries(config).filter(([key]) => key.startsWith("config-remediation-lab:"));
    const values = Object.fromEntries(own.map(([key, value]) => [key.split(":")[1] ?? "", value]));
    ok("configuration" in checkConfiguration(values, "config-remediation-lab", "dev"));
    strictEqual(config["aws:region"], "us-east-1");
  });
});
