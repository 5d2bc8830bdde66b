import { mkdir, symlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import type { Engine } from "../engine";
import { packageVersion } from "../providers/plugin/packageVersion";

const standIns = join(__dirname, "..", "providers", "bin");

/**
 * Installs the session's plugins where the engine looks for installed ones: the stand-ins for the providers aws and
 * awsx, in the versions of their packages, and the language host. The engine takes those without a word, whereas it
 * warns of each that it finds on PATH at every command.
 *
 * @param home the session's PULUMI_HOME
 */
export async function installPlugins(home: string, engine: Pick<Engine, "languageHost">): Promise<void> {
  await install(home, "language-nodejs", sdkVersion, engine.languageHost);
  for (const name of ["aws", "awsx"]) {
    const kind = `resource-${name}`;
    await install(home, kind, packageVersion(`@pulumi/${name}`), join(standIns, `pulumi-${kind}`));
  }
}

/** A link is enough: an executable finds its parts from where it really is. */
async function install(home: string, kind: string, version: string, executable: string): Promise<void> {
  const folder = join(home, "plugins", `${kind}-v${version}`);
  await mkdir(folder, { recursive: true });
  await symlink(executable, join(folder, basename(executable)));
}
