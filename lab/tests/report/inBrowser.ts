import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { browserPath } from "../../samples/browser";

/** Opens the page, and fails on anything that the browser reports. */
export type Open = (options: BrowserContextOptions, use: (page: Page) => Promise<void>) => Promise<void>;

/** What axe-core finds, as far as it is read here. */
interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** A suite about a page in a real browser, from a file, without a network; skipped where there is no browser. */
export function describeInBrowser(
  what: string,
  html: () => string | Promise<string>,
  tests: (opened: Open) => void,
): void {
  const path = browserPath();
  const suite = path === undefined ? describe.skip : describe;
  const why =
    path === undefined ? " (skipped: neither Chromium nor Chrome is installed; apt install chromium)" : "";

  suite(`${what} in a browser, from a file, without a network${why}`, function () {
    this.timeout(180_000);
    let browser: Browser;
    let folder: string;
    let address: string;

    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "page-browser-"));
      writeFileSync(join(folder, "page.html"), await html());
      address = pathToFileURL(join(folder, "page.html")).href;
      // As root, Chromium has no sandbox.
      browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox"], timeout: 120_000 });
    });
    after(async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    });

    tests(async (options, use) => {
      const context = await browser.newContext({ offline: true, ...options });
      const page = await context.newPage();
      const reported: string[] = [];
      page.on("console", (message) => reported.push(message.text()));
      page.on("pageerror", (error) => reported.push(error.message));
      try {
        await page.goto(address);
        await use(page);
        assert.deepEqual(reported, []);
      } finally {
        await context.close();
      }
    });
  });
}

/** Expects that axe-core finds nothing, and that the page isn't wider than the screen. */
export async function expectAccessible(page: Page): Promise<void> {
  const widths = "[document.documentElement.scrollWidth, innerWidth]";
  const [content, screen] = await page.evaluate<[number, number]>(widths);
  assert.equal(content, screen);
  await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate<Found>("axe.run()");
  assert.deepEqual(
    violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ html }) => html)]),
    [],
  );
}
