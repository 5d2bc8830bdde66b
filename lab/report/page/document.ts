import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { markup, Markup } from "./markup";

export interface PageParts {
  /** Also the heading. */
  readonly title: string;
  /** What it is of, and when it was read. */
  readonly meta: Markup;
  /** The sections that are linked to, by id and heading. */
  readonly sections: readonly (readonly [id: string, heading: string])[];
  readonly content: Markup;
  /** The command that made the page. */
  readonly madeBy: string;
  /** Has it a table that needs the whole width? @default false */
  readonly wide?: boolean;
  /** Beside what all pages have. @default none */
  readonly style?: string;
  /** Beside what all pages have. @default none */
  readonly script?: string;
}

/**
 * A whole page in one file. It loads nothing: the policy allows its own style sheet and script by their hashes, and
 * nothing else.
 */
export function document(page: PageParts): string {
  const { title, meta, sections, content, madeBy } = page;
  const style = `${readFileSync(join(__dirname, "page.css"), "utf8")}${page.style ?? ""}`;
  const script = `${readFileSync(join(__dirname, "page.js"), "utf8")}${page.script ?? ""}`;
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <style>${new Markup(style)}</style>
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header>
          <p class="eyebrow">Remediating an incident by using AWS Config and Lambda</p>
          <h1>${title}</h1>
          <p class="meta">${meta}</p>
          <nav aria-label="Sections">${sections.map(([id, heading]) => markup` <a href="#${id}">${heading}</a>`)}</nav>
        </header>
        <main id="content"${page.wide === true && markup` class="wide"`}>${content}</main>
        <footer>
          <p>Made by <code>${madeBy}</code> from what AWS returned. Times are UTC.</p>
        </footer>
        <script>${new Markup(script)}</script>
      </body>
    </html> `.text;
}

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
