"use strict";
// Lets a process load TypeScript: node -r ./tools/loadTypeScript.js. ts-node compiles, as it does for the Pulumi CLI; its output
// is kept, because loading the compiler takes five times as long and twice the memory of all else, and this project starts
// many short processes: commands, plugins for each operation of the engine, a process for each stack of a class.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const nodeModule = require("node:module");
const path = require("node:path");

const project = path.join(__dirname, "..");
const kept = path.join(project, "node_modules/.cache/typescript");

// ts-node would leave V8's compiled code in the system's temporary folder.
process.env.DISABLE_V8_COMPILE_CACHE ??= "1";
// From Node.js 22.1 on, it is kept here.
nodeModule.enableCompileCache?.(path.join(kept, "v8"));
// Stacks name lines of the TypeScript files; from Node.js 22.14 on not those of packages, which are slow to find.
if (nodeModule.setSourceMapsSupport) nodeModule.setSourceMapsSupport(true);
else process.setSourceMapsEnabled(true);

const settings = [
  readFileSync(path.join(project, "tsconfig.json"), "utf8"),
  require("typescript/package.json").version,
  require("ts-node/package.json").version,
].join("\n");

let compiler;

/** Compiles without looking at types, by the settings of the project that holds this file. */
function compile(source, file) {
  compiler ??= require("ts-node").create({
    project: path.join(project, "tsconfig.json"),
    transpileOnly: true,
  });
  return compiler.compile(source, file);
}

require.extensions[".ts"] = (loaded, file) => {
  const source = readFileSync(file, "utf8");
  const mark = `// ${createHash("sha256").update(settings).update(source).digest("hex")}`;
  const place = path.join(kept, `${path.relative(project, file).split(path.sep).join("+")}.js`);
  let code = read(place);
  // At the end, so that lines are those of the source map.
  if (!code?.endsWith(mark)) {
    code = `${compile(source, file)}\n${mark}`;
    write(place, code);
  }
  loaded._compile(code, file);
};

function read(place) {
  try {
    return readFileSync(place, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Whole or not at all: two processes may start at once. */
function write(place, code) {
  const half = `${place}.${process.pid}`;
  try {
    mkdirSync(kept, { recursive: true });
    writeFileSync(half, code);
    renameSync(half, place);
  } catch (error) {
    // In a folder that can't be written to, every start compiles again.
    if (!["EACCES", "EPERM", "EROFS"].includes(error.code)) throw error;
  }
}
