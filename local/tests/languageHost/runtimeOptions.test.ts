import assert from "node:assert/strict";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { readRuntimeOptions } from "../../languageHost/runtimeOptions";

const read = (options: Record<string, string | number | boolean>) =>
  readRuntimeOptions(Struct.fromJavaScript(options));

describe("runtime options of Pulumi.yaml", () => {
  it("have defaults", () => {
    assert.deepEqual(readRuntimeOptions(undefined), {
      typescript: true,
      tsconfig: undefined,
      nodeargs: [],
      packagemanager: "auto",
      production: false,
    });
  });

  it("are taken", () => {
    const given = { typescript: false, tsconfig: "t.json", packagemanager: "pnpm", production: true };
    assert.deepEqual(read({ ...given, nodeargs: "--a --b" }), { ...given, nodeargs: ["--a", "--b"] });
  });

  it("are refused by name, with what was expected", () => {
    const refused = (options: Parameters<typeof read>[0], message: string) =>
      assert.throws(() => read(options), { message: `runtime option ${message}` });
    refused({ production: "no" }, 'production in Pulumi.yaml: expected true or false, got "no"');
    refused({ nodeargs: 5 }, "nodeargs in Pulumi.yaml: expected a string, got 5");
    refused(
      { packagemanager: "cargo" },
      'packagemanager in Pulumi.yaml: expected one of auto, npm, pnpm, yarn, bun, got "cargo"',
    );
  });
});
