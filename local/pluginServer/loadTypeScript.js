"use strict";
// Lets a plugin's process load TypeScript. ts-node compiles; what it made is kept, because loading the compiler takes
// five times as long and twice the memory of all else, and the engine starts plugins anew for every command.
const { createHash } = require("node:crypto");
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const nodeModule = require("node:module");
const path = require("node:path");

const project = path.resolve(__dirname, "../..");
const kept = path.join(project, "node_modules/.cache/provider");

// From Node.js 22.1 on, V8's own compiled code is kept too.
nodeModule.enableCompileCache?.(path.join(kept, "v8"));

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
  const mark = `// ${createHash("sha256").update(settings).update(source).digest("hex")}\n`;
  const place = path.join(kept, `${path.relative(project, file).split(path.sep).join("+")}.js`);
  let code = read(place);
  if (!code?.startsWith(mark)) {
    code = mark + compile(source, file);
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

/** Whole or not at all: two plugins may start at once. */
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
