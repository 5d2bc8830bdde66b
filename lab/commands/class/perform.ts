import type { Quotas } from "@config-remediation-lab/local/aws/quotas";
import type { ClassCommandOptions } from "./classOptions";

/** Runs one of the class's commands: in this process, or with `--local` on AWS on this machine. */
export async function perform(
  name: string,
  roster: string,
  { local, quota, ...options }: ClassCommandOptions & { readonly quota?: Partial<Quotas> },
  run: () => Promise<number>,
): Promise<void> {
  if (local !== true) {
    process.exitCode = await run();
    return;
  }
  const { runLocally } = await import("../../class/localClass");
  const { region, domain, accountColumn, emailColumn } = options;
  const args = process.argv.slice(2);
  process.exitCode = await runLocally(
    { name, roster, args, region, domain, accountColumn, emailColumn, quotas: quota },
    run,
  );
}
