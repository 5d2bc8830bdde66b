"use strict";

const fs = require("node:fs");
const path = require("node:path");
const { createRequire } = require("node:module");
const { pathToFileURL } = require("node:url");
const { runtimeError } = require("./errors");
const { asyncOnly } = require("./generation");

/**
 * Loads the function that `_HANDLER` names, e.g. `src/index.handler`: a file in the task root, an export of it
 * (nested ones with dots). CommonJS and ES modules both work, as file names and package.json say.
 *
 * @throws Runtime.MalformedHandlerName, Runtime.ImportModuleError, Runtime.UserCodeSyntaxError,
 *   Runtime.HandlerNotFound, Runtime.CallbackHandlerDeprecated, or what the module itself threw.
 */
async function loadHandler(taskRoot, name) {
  const [, module, exported] = /^((?:.*\/)?[^./]*)\.(.+)$/.exec(name) ?? [];
  if (module === undefined || name.includes("..")) throw runtimeError("MalformedHandlerName", "Bad handler");
  const loaded = await load(path.resolve(taskRoot, module));
  const handler = exported.split(".").reduce((value, key) => value?.[key], loaded);
  if (handler === undefined || handler === null) {
    throw runtimeError("HandlerNotFound", `${name} is undefined or not exported`);
  }
  if (typeof handler !== "function") throw runtimeError("HandlerNotFound", `${name} is not a function`);
  rejectCallbacks(handler);
  return handler;
}

async function load(base) {
  try {
    const file = ["", ".js", ".mjs", ".cjs"].map((extension) => base + extension).find(isFile);
    // With no such file, Node's own error about `base` is the best explanation there is.
    return isModule(file)
      ? await import(pathToFileURL(file).href)
      : createRequire(`${base}.js`)(file ?? base);
  } catch (error) {
    const text = `${error?.name}: ${error?.message}`;
    if (error instanceof SyntaxError) throw runtimeError("UserCodeSyntaxError", text, error.stack);
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") {
      throw runtimeError("ImportModuleError", text, error.stack);
    }
    throw error;
  }
}

function isFile(file) {
  return fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function isModule(file) {
  if (file === undefined || file.endsWith(".cjs")) return false;
  if (file.endsWith(".mjs")) return true;
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = path.join(folder, "package.json");
    if (isFile(manifest)) return JSON.parse(fs.readFileSync(manifest, "utf8")).type === "module";
  }
  return false;
}

/** AWS's runtime rejects a handler that declares the old third parameter, before any event. */
function rejectCallbacks(handler) {
  if (!asyncOnly || handler.length < 3) return;
  throw runtimeError(
    "CallbackHandlerDeprecated",
    "ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. " +
      "You need to modify this function to use a supported handler signature to use Node.js 24 or later. " +
      "For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.",
  );
}

module.exports = { loadHandler };
