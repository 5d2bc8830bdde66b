import { mkdir, realpath, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Engine } from "../../engine";
import { shellQuoted } from "../shellQuoted";

const sessionArguments = join(__dirname, "bin", "session-arguments");

/** File of a session with the workspaces of scripts of the Automation API, one a line. */
export const scriptWorkspaces = "script-workspaces";

/**
 * Installs the command `pulumi` of a session: the engine's, with stack files of the session's own. `pulumi stack init`
 * writes into Pulumi.NAME.yaml how the stack's secrets are encrypted, and removes what was there for another backend, so
 * that the user's own stack of that name could no longer be read. No command of a session writes to a user's stack file.
 *
 * A project that a script of the Automation API brings along keeps its files in a workspace that is the script's own;
 * only the protected folder is never written to by those either.
 *
 * @param protectedFolder the folder of a project, such as the clone; nothing that is below it is written to
 * @returns the folder for PATH that holds it
 */
export async function installPulumiCommand(
  sessionFolder: string,
  engine: Pick<Engine, "pulumi">,
  protectedFolder?: string,
): Promise<string> {
  const folder = join(sessionFolder, "bin");
  const pulumi = shellQuoted(engine.pulumi);
  const words = `${shellQuoted(process.execPath)} ${shellQuoted(sessionArguments)} ${shellQuoted(sessionFolder)} "$@"`;
  const workspaces = shellQuoted(join(sessionFolder, scriptWorkspaces));
  const guarded = protectedFolder && shellQuoted(await realpath(protectedFolder));
  const script = [
    "#!/bin/sh",
    "# Pulumi's command line, with stack files of this session's own.",
    'if [ "$PULUMI_AUTOMATION_API" = true ]; then',
    `  case "$(pwd -P)/" in`,
    ...(guarded ? [`    ${guarded}/*) ;;`] : []),
    // What is typed in that workspace later means its files, too.
    `    *) grep -qxsF "$(pwd -P)" ${workspaces} || pwd -P >> ${workspaces}; exec ${pulumi} "$@" ;;`,
    "  esac",
    "fi",
    `words=$(${words}) || exit`,
    'eval "set -- $words"',
    `exec ${pulumi} "$@"`,
  ];
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "pulumi"), `${script.join("\n")}\n`, { mode: 0o755 });
  return folder;
}
