import { deepStrictEqual, ok } from "node:assert";
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { projectFiles, root } from "./documents";

/** Folders of the project that the files of a folder may import from, their own included; see CONTRIBUTING.md. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  remediation: ["remediation"],
  components: ["components", "remediation"],
  "index.ts": ["components"],
  local: ["local"],
  lab: ["lab", "local", "index", "components", "remediation", "package.json"],
};

const files = projectFiles().filter((file) => /\.(ts|js)$/.test(file));

function filesOf(place: string): string[] {
  return files.filter((file) => file === place || file.startsWith(`${place}/`));
}

/** What a file imports or requires, as written; `type` where only types come of it. */
function importsOf(file: string): { readonly from: string; readonly type: boolean }[] {
  const text = readFileSync(join(root, file), "utf8");
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?[^;"]*?from\s+"([^"]+)";$/gm);
  const calls = text.matchAll(/(typeof )?\b(?:import|require)\("([^"]+)"\)/g);
  return [...statements, ...calls].map(([, type, from = ""]) => ({ from, type: type !== undefined }));
}

describe("what each folder knows", () => {
  for (const [place, allowed] of Object.entries(mayImport)) {
    it(`${place} imports from ${allowed.join(", ")} only`, () => {
      const inside = filesOf(place).flatMap((file) =>
        importsOf(file)
          .filter(({ from }) => from.startsWith("."))
          .map(({ from }) => ({ file, target: posix.join(posix.dirname(file), from) })),
      );
      ok(inside.length > 0, "no import found");
      deepStrictEqual(
        inside.filter(({ target }) => !allowed.includes(target.split("/")[0] ?? "")),
        [],
      );
    });
  }

  it("remediation knows the types of the two SDK clients, and no other package", () => {
    const sdk = ["@aws-sdk/client-ec2", "@aws-sdk/client-config-service"];
    const packages = filesOf("remediation").flatMap((file) =>
      importsOf(file)
        .filter(({ from }) => !from.startsWith("."))
        .map((one) => ({ file, ...one })),
    );
    ok(packages.length > 0, "no package found");
    deepStrictEqual(
      packages.filter(
        // What is required at run time is required in one place, inside a function.
        ({ file, from, type }) => !sdk.includes(from) || !(type || file === "remediation/awsCalls.ts"),
      ),
      [],
    );
  });

  it("components know Pulumi, and no other package", () => {
    const packages = [...filesOf("components"), ...filesOf("index.ts")].flatMap((file) =>
      importsOf(file).filter(({ from }) => !from.startsWith(".")),
    );
    ok(packages.length > 0, "no package found");
    deepStrictEqual(
      packages.filter(({ from }) => !/^@pulumi\/(pulumi|aws|awsx)(\/|$)/.test(from)),
      [],
    );
  });
});
