// Run in a session, in a clone of the project: brings up the lab of the clone, previews each change of its program over it,
// and prints what each would do, as JSON.
import { dirname, join } from "node:path";
import { changesOf } from "../../preview/changes";
import { stackOf } from "../../preview/previewStack";
import { ProgramFiles } from "../fakes/programFiles";

type Replacement = Parameters<ProgramFiles["replace"]>;

async function main(): Promise<void> {
  const clone = new ProgramFiles(process.cwd());
  const changes = JSON.parse(process.argv[2] ?? "") as Record<string, readonly Replacement[]>;
  const options = {
    logFolder: dirname(process.env.PULUMI_HOME ?? ""),
    signal: new AbortController().signal,
    progress: () => undefined,
  };
  const stack = await stackOf(clone.path, "dev", options);
  await stack.update();
  const results: Record<string, unknown> = {};
  for (const [name, replacements] of Object.entries(changes)) {
    for (const replacement of replacements) clone.replace(...replacement);
    const { steps, violations } = await (
      await stackOf(clone.path, "dev", { ...options, policyPacks: [join(clone.path, "policies")] })
    ).plan();
    results[name] = { changes: changesOf(steps), violations };
    clone.restore();
  }
  process.stdout.write(JSON.stringify(results));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
