import { durationInWords } from "../../output/duration";
import { styled, type Output } from "../../output/style";
import { wrapped } from "../../output/wrap";
import type { RehearsalResult } from "../result";
import type { Shown } from "../step";
import type { StoryLine } from "../storyLine";

/** Columns where the output isn't a terminal. */
const usualWidth = 80;

/** What is shown when no page was written. */
const noPage: Shown = {
  what: "Report",
  text: "--report lab-report.html writes a page about it; --verbose prints the evidence",
};

/** The end of a rehearsal: the story of the incident, the outcome, what was shown, and of a failure where logs and mails are. */
export function endAsText(result: RehearsalResult, stream: Output = process.stdout): string {
  return [...story(result, stream), ...outcome(result, stream)].join("\n");
}

function story({ steps }: RehearsalResult, stream: Output): string[] {
  const lines = steps.flatMap((step) => step.story ?? []);
  if (lines.length === 0) return [];
  return [
    "",
    styled("heading", "The incident on LabSG1, in UTC", stream),
    ...lines.flatMap((line) => labelled(`${clock(line)}  `, line, stream)),
    "",
  ];
}

/** To the millisecond, as AWS records it. */
const clock = ({ at }: StoryLine) => at.slice(11, 23);

function outcome({ ok, steps, milliseconds, kept }: RehearsalResult, stream: Output): string[] {
  if (ok) {
    const checks = steps.reduce((sum, step) => sum + step.checks.length, 0);
    const shown = steps.flatMap((step) => step.shown ?? []);
    const page = shown.some(({ what }) => what === noPage.what) ? [] : [noPage];
    return [
      styled(
        "ok",
        `The lab works: ${steps.length} steps, ${checks} checks, ${durationInWords(milliseconds)}.`,
        stream,
      ),
      ...[...shown, ...page].flatMap((one) => labelled("", one, stream)),
    ];
  }
  const failed = steps.find((step) => !step.ok);
  return [
    styled(
      "bad",
      `Step ${failed?.number} failed: ${failed?.title} (after ${durationInWords(milliseconds)}).`,
      stream,
    ),
    ...(kept ? [`Logs and state are kept in ${kept.folder}`, `Mails are kept in ${kept.mailbox}`] : []),
  ];
}

/** `  12:34:56.789  opened      TCP 465 …`, its text wrapped under itself. */
function labelled(before: string, { what, text }: Shown, { columns = usualWidth }: Output): string[] {
  const label = `  ${before}${what.padEnd(10)}  `;
  // An address stays whole, so that a terminal makes it a link.
  const lines = /^\w+:\/\/\S+$/.test(text) ? [text] : wrapped(text, Math.max(20, columns - label.length));
  return lines.map((part, index) => `${index === 0 ? label : " ".repeat(label.length)}${part}`);
}
