import { gatherReport, writeReport } from "../../report";
import { same } from "../../findings";
import type { Step } from "../step";

/** Writes the lab's page while there is a lab to read. */
export function reportStep(file: string): Step {
  return {
    title: "The report",
    async run({ stack, clients, session }) {
      const options = { stack: stack.name, mailbox: session.aws.mailbox };
      const report = await gatherReport(stack.outputs, clients, options);
      const address = await writeReport(report, file);
      const incidents = report.groups.flatMap((group) => group.incidents);
      const open = incidents.filter(({ corrected }) => corrected === undefined);
      return {
        checks: [same("incidents in the report that aren't corrected", "0", String(open.length))],
        shown: { what: "Report", text: address },
        evidence: [
          { title: "Page", head: ["address", "incidents"], rows: [[address, String(incidents.length)]] },
        ],
      };
    },
  };
}
