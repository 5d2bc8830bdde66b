import { join } from "node:path";

/** Path of the module that lets a process of Node.js load this project's TypeScript: `node --require PATH`. */
export const loadTypeScript = join(__dirname, "..", "..", "tools", "loadTypeScript.js");
