import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const project = join(__dirname, "..", "..");
const program = ["index.ts", "components", "remediation"];

/** A Pulumi project whose preview and update are measured. */
export interface BenchProgram {
  readonly name: string;
  /** Also the stack's name. */
  readonly folder: string;
  /** Variables in which it runs otherwise than a session's commands. @default none */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A session leaves type checks out of every program. */
const withTypeChecks = { PULUMI_NODEJS_TRANSPILE_ONLY: "false" };

const aBucket = `import { Bucket } from "@pulumi/aws/s3";
export = async () => {
  new Bucket("history");
};
`;

/**
 * Makes the projects to compare, with the same packages and the same settings of Pulumi: an empty program, which is the floor;
 * one bucket, which is the least that needs a provider's plugin; the program as it is; and the same program as Pulumi's
 * templates and examples have one write it, with whole packages (`import * as aws from "@pulumi/aws"`) and the type checks that
 * are ts-node's default.
 *
 * @param root an empty folder
 */
export function makePrograms(root: string): [floor: BenchProgram, ...others: BenchProgram[]] {
  const empty = makeProject(root, "empty");
  writeFileSync(join(empty, "index.ts"), "export = async () => ({});\n");
  const bucket = makeProject(root, "bucket");
  writeFileSync(join(bucket, "index.ts"), aBucket);
  const asItIs = makeProject(root, "program", program);
  const naive = makeProject(root, "naive", program);
  for (const file of typeScriptFiles(naive)) {
    const path = join(naive, file);
    writeFileSync(path, withWholePackages(readFileSync(path, "utf8")));
  }
  checkTypes(join(naive, "tsconfig.json"));
  return [
    { name: "empty program", folder: empty },
    { name: "one bucket", folder: bucket },
    { name: "this program", folder: asItIs },
    { name: "naive: whole packages, type checks", folder: naive, environment: withTypeChecks },
  ];
}

function makeProject(root: string, stack: string, files: readonly string[] = []): string {
  const folder = join(root, stack);
  mkdirSync(folder);
  for (const file of ["package.json", "tsconfig.json", "Pulumi.yaml", ...files])
    cpSync(join(project, file), join(folder, file), { recursive: true });
  cpSync(join(project, "Pulumi.dev.yaml"), join(folder, `Pulumi.${stack}.yaml`));
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"));
  return folder;
}

function typeScriptFiles(folder: string): string[] {
  return program.flatMap((part) =>
    part.endsWith(".ts")
      ? [part]
      : readdirSync(join(folder, part), { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".ts"))
          .map((name) => join(part, name)),
  );
}

/** Leaves out the setting by which ts-node doesn't check types. */
function checkTypes(file: string): void {
  const settings = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  delete settings["ts-node"];
  writeFileSync(file, JSON.stringify(settings));
}

/** An import of a part of a package: what is imported, the package's name, and the part's path. */
const partImport = /^import (?:type )?(?:\* as (\w+)|\{([^}]*)\}) from "@pulumi\/(awsx?)\/([^"]+)";$/gm;

/** Replaces imports of parts of `@pulumi/aws` and `@pulumi/awsx` by one of each whole package, and aliases of the same names. */
function withWholePackages(source: string): string {
  const whole = new Set<string>();
  const replaced = source.replace(
    partImport,
    (_, all: string | undefined, names: string | undefined, name: string, path: string) => {
      whole.add(name);
      const place = [`${name}Package`, ...namespaceOf(name, path)].join(".");
      if (all !== undefined) return `import ${all} = ${place};`;
      return (names ?? "")
        .split(",")
        .map((each) => each.trim().replace(/^type /, ""))
        .filter((each) => each !== "")
        .map((each) => `import ${each} = ${place}.${each};`)
        .join("\n");
    },
  );
  const left = /.*["']@pulumi\/awsx?\/.*/.exec(replaced)?.[0];
  if (left !== undefined) throw new Error(`Expected an import that can be replaced, got ${left}`);
  return [...[...whole].map((name) => `import * as ${name}Package from "@pulumi/${name}";`), replaced].join(
    "\n",
  );
}

/** The package's namespace that a module's path is in: `iam/getRole` is in `iam`, `getRegion` in none. */
function namespaceOf(name: string, path: string): string[] {
  const [first = ""] = path.split("/");
  return existsSync(join(project, "node_modules/@pulumi", name, first, "index.js")) ? [first] : [];
}
