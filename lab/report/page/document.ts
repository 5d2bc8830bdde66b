import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { markup, Markup } from "./markup";

/** What a page has beside what all pages have. */
export interface PageParts {
  readonly style: string;
  readonly script: string;
}

/**
 * A whole page in one file. It loads nothing: the policy allows its own style sheet and script by their hashes, and
 * nothing else.
 */
export function document(title: string, body: Markup, more: PageParts = { style: "", script: "" }): string {
  const style = `${readFileSync(join(__dirname, "page.css"), "utf8")}${more.style}`;
  const script = `${readFileSync(join(__dirname, "page.js"), "utf8")}${more.script}`;
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
        ${body}
        <script>${new Markup(script)}</script>
      </body>
    </html> `.text;
}

const hashOf = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;
