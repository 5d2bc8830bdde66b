import { checkMachine } from "@config-remediation-lab/local/machine";
import { exitCodes } from "../failures";
import { print, printJson } from "../output/print";
import { layoutFor, renderTable } from "../output/table";

/**
 * Prints what was found of everything that a session needs, and every fault.
 *
 * @returns exit code: 0 when nothing is missing, else 3
 */
export async function runDoctor({ port, json }: { port: number; json?: boolean }): Promise<number> {
  const checks = await checkMachine({ port });
  const faults = checks.flatMap(({ fault }) => (fault === undefined ? [] : [fault]));
  if (json) {
    printJson(checks);
  } else {
    const rows = checks.map(({ what, found, fault }) => [fault === undefined ? "✓" : "✗", what, found]);
    print(
      renderTable({ title: "This machine", head: ["", "what", "found"], rows }, layoutFor(process.stdout)),
    );
    print();
    for (const fault of faults) print(`✗ ${fault}`);
    if (faults.length === 0) print("Nothing is missing: npx config-lab rehearse");
  }
  return faults.length === 0 ? exitCodes.ok : exitCodes.missing;
}
