import { run } from "../../support/processes";
import { errorCode, SetUpError } from "../../support/setUpError";
import { atLeast } from "../../support/tools";

/** A Python interpreter of this machine. */
export interface Python {
  /** Path of the interpreter itself, behind any shim. */
  readonly executable: string;
  /** Such as `[3, 11, 7]`. */
  readonly version: readonly number[];
}

/** The oldest Python that the pinned moto runs on. */
const oldest = [3, 10];
const names = ["python3", "python3.14", "python3.13", "python3.12", "python3.11", "python3.10"];
const question =
  "import importlib.util as u, json, sys; " +
  "print(json.dumps([sys.executable, list(sys.version_info[:3]), bool(u.find_spec('venv') and u.find_spec('ensurepip'))]))";

/**
 * Finds a Python that is new enough and can make virtual environments: `python3`, or else one named with its version.
 *
 * @throws SetUpError when there is none.
 */
export async function findPython(environment: NodeJS.ProcessEnv = process.env): Promise<Python> {
  const tooOld: string[] = [];
  let withoutVenv: Python | undefined;
  for (const name of names) {
    const python = await ask(name, environment);
    if (!python) continue;
    if (atLeast(python.version, oldest)) {
      if (python.hasVenv) return python;
      withoutVenv ??= python;
      continue;
    }
    tooOld.push(`${name} is ${python.version.join(".")}`);
  }
  if (withoutVenv) throw new SetUpError(venvIsMissing(withoutVenv));
  const seen = tooOld.length > 0 ? tooOld.join(", ") : "no python3 is on PATH";
  throw new SetUpError(
    `Python ${oldest.join(".")} or later is needed to run AWS on this machine, and ${seen}: install it from ` +
      "https://www.python.org/downloads/ or with your system's package manager, and run the command again.",
  );
}

/** Debian and Ubuntu ship Python without ensurepip, which venv needs, unless a package of its own is installed. */
function venvIsMissing({ executable, version }: Python): string {
  return (
    `Python ${version.join(".")} (${executable}) lacks its venv module: install it ` +
    `(on Debian and Ubuntu: sudo apt install python${version.slice(0, 2).join(".")}-venv) and run the command again.`
  );
}

/** Undefined: there is no such command, or it doesn't answer (a version manager's shim for a version not installed). */
async function ask(
  name: string,
  environment: NodeJS.ProcessEnv,
): Promise<(Python & { readonly hasVenv: boolean }) | undefined> {
  try {
    const { code, stdout } = await run(name, ["-c", question], { environment, timeout: 20_000 });
    if (code !== 0) return undefined;
    const [executable, version, hasVenv] = JSON.parse(stdout) as [string, number[], boolean];
    return { executable, version, hasVenv };
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "EACCES") return undefined;
    throw error;
  }
}
