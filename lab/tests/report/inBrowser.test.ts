import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { labPage } from "../../report/page/labPage";
import { browserPath } from "../../samples/browser";
import { hostile, hostileReport } from "./reportFixture";

/** What axe-core finds, as far as it is read here. */
interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

const path = browserPath();
const suite = path === undefined ? describe.skip : describe;
const why =
  path === undefined ? " (skipped: neither Chromium nor Chrome is installed; apt install chromium)" : "";

suite(`a lab's page in a browser, from a file, without a network${why}`, function () {
  this.timeout(180_000);
  let browser: Browser;
  let folder: string;
  let address: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "report-browser-"));
    writeFileSync(join(folder, "page.html"), labPage(await hostileReport()));
    address = pathToFileURL(join(folder, "page.html")).href;
    // As root, Chromium has no sandbox.
    browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox"], timeout: 120_000 });
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens the page, and fails on anything that the browser reports. */
  async function opened(options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> {
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
  }

  const wide = { viewport: { width: 1280, height: 900 } };
  const phone = { viewport: { width: 360, height: 740 } };
  const looks: [name: string, options: BrowserContextOptions][] = [
    ["wide and light", { ...wide, colorScheme: "light" }],
    ["wide and dark", { ...wide, colorScheme: "dark" }],
    ["a phone, light", { ...phone, colorScheme: "light" }],
    ["a phone, dark", { ...phone, colorScheme: "dark" }],
  ];
  for (const [name, options] of looks) {
    it(`is accessible and not wider than the screen: ${name}`, () =>
      opened(options, async (page) => {
        for (const open of [false, true]) {
          await page.evaluate(
            `document.querySelectorAll("details").forEach((each) => (each.open = ${open}))`,
          );
          const widths = "[document.documentElement.scrollWidth, innerWidth]";
          const [content, screen] = await page.evaluate<[number, number]>(widths);
          assert.equal(content, screen);
          await page.evaluate(readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
          const { violations } = await page.evaluate<Found>("axe.run()");
          assert.deepEqual(
            violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
            [],
          );
        }
      }));
  }

  it("shows a student's markup as text", () =>
    opened(wide, async (page) => {
      assert.equal(await page.title(), `Lab report: ${hostile}`);
      assert.equal(await page.locator("img").count(), 0);
      assert.ok((await page.locator("h1").textContent())?.includes(hostile));
    }));

  it("opens what a link leads to, and all tasks by one button, by keyboard", () =>
    opened(wide, async (page) => {
      await page.locator("svg.axis a").nth(1).focus();
      await page.keyboard.press("Enter");
      const target = page.locator(":target");
      await target.waitFor({ state: "visible" });
      const closed = page.locator("details.task:not([open])");
      const button = page.getByRole("button", { name: "Open all tasks" });
      await button.focus();
      await page.keyboard.press("Enter");
      assert.equal(await closed.count(), 0);
      await page.getByRole("button", { name: "Close all tasks" }).waitFor();
    }));

  it("is complete without its script", () =>
    opened({ ...wide, javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.locator("details.task").count(), 7);
      await page.locator("details.task summary").first().click();
      await page.locator("details.task[open] .checks").first().waitFor();
    }));

  it("prints with the tasks open, and has them closed again afterwards", () =>
    opened(wide, async (page) => {
      const open = () => page.locator("details.task[open]").count();
      const before = await open();
      await page.evaluate(`dispatchEvent(new Event("beforeprint"))`);
      assert.equal(await open(), 7);
      await page.evaluate(`dispatchEvent(new Event("afterprint"))`);
      assert.equal(await open(), before);
      assert.ok((await page.pdf()).length > 10_000);
    }));
});
