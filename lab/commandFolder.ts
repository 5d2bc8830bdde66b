import { join } from "node:path";

/** Folder for PATH with nothing but the command `config-lab`, so that a session's shell needs no npx. */
export const commandFolder = join(__dirname, "path");
