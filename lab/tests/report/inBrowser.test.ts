import assert from "node:assert/strict";
import type { BrowserContextOptions } from "playwright-core";
import { labPage } from "../../report/page/labPage";
import { describeInBrowser, expectAccessible } from "./inBrowser";
import { hostile, hostileReport } from "./reportFixture";

const html = async () => labPage(await hostileReport());

describeInBrowser("a lab's page", html, (opened) => {
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
          await expectAccessible(page);
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
