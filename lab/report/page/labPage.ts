import type { LabReport } from "../report";
import { document } from "./document";
import { groupSection } from "./groupSection";
import { markup } from "./markup";
import { picture } from "./picture";
import { recordsSection } from "./recordsSection";
import { section } from "./section";
import { summary } from "./summary";
import { tasksSection } from "./tasksSection";
import { time } from "./time";

/** One lab's page. */
export function labPage(report: LabReport): string {
  const title = report.stack === undefined ? "Lab report" : `Lab report: ${report.stack}`;
  return document({
    title,
    meta: markup`Account ${report.accountId}, ${report.region} · stage ${report.stage} · mode ${report.mode} · scope
      ${report.scope} · read ${time(report.generated)}`,
    sections: [
      ["built", "What was built"],
      ["incidents", "Incidents"],
      ["tasks", "Tasks"],
      ["records", "Log and mails"],
    ],
    content: markup`${summary(report)}
      ${section("built", "What was built", picture(report))}
      ${section("incidents", "Incidents", markup`${report.groups.map((group, index) => groupSection(group, report.required, index))}`)}
      ${tasksSection(report.tasks)} ${recordsSection(report)}`,
    madeBy: "config-lab report",
  });
}
