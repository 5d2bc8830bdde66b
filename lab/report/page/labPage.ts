import type { LabReport } from "../report";
import { document } from "./document";
import { groupSection } from "./groupSection";
import { markup } from "./markup";
import { picture } from "./picture";
import { recordsSection } from "./recordsSection";
import { summary } from "./summary";
import { tasksSection } from "./tasksSection";
import { time } from "./time";

/** One lab's page. */
export function labPage(report: LabReport): string {
  const title = report.stack === undefined ? "Lab report" : `Lab report: ${report.stack}`;
  return document(
    title,
    markup`<a class="skip" href="#content">Skip to the content</a>
      <header>
        <p class="eyebrow">Remediating an incident by using AWS Config and Lambda</p>
        <h1>${title}</h1>
        <p class="meta">
          Account ${report.accountId}, ${report.region} · stage ${report.stage} · mode ${report.mode} · scope
          ${report.scope} · read ${time(report.generated)}
        </p>
        <nav aria-label="Sections">
          <a href="#built">What was built</a> <a href="#incidents">Incidents</a> <a href="#tasks">Tasks</a>
          <a href="#records">Log and mails</a>
        </nav>
      </header>
      <main id="content">
        ${summary(report)}
        <section id="built" aria-labelledby="built-title">
          <h2 id="built-title">What was built</h2>
          ${picture(report)}
        </section>
        <section id="incidents" aria-labelledby="incidents-title">
          <h2 id="incidents-title">Incidents</h2>
          ${report.groups.map((group, index) => groupSection(group, report.required, index))}
        </section>
        ${tasksSection(report.tasks)} ${recordsSection(report)}
      </main>
      <footer>
        <p>Made by <code>config-lab report</code> from what AWS returned. Times are UTC.</p>
      </footer>`,
  );
}
