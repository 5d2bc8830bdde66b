import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { classPage } from "../../../class/report";
import { describeInBrowser, expectAccessible } from "../../report/inBrowser";
import { generatedClass, hostile } from "./generatedClass";

const html = () => classPage(generatedClass(200));

describeInBrowser("the page of a class of 200", html, (opened) => {
  const wide = { viewport: { width: 1280, height: 900 } };
  const looks: [name: string, options: BrowserContextOptions][] = [
    ["wide and light", { ...wide, colorScheme: "light" }],
    ["a phone, dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
  ];
  for (const [name, options] of looks) {
    it(`is accessible and not wider than the screen: ${name}`, () => opened(options, expectAccessible));
  }

  const names = (page: Page) => page.locator("#students tbody tr:not([hidden]) th").allTextContents();

  it("filters and sorts by keyboard", () =>
    opened(wide, async (page) => {
      assert.equal((await names(page)).length, 200);
      await page.getByLabel("Find a student").fill("stu19");
      assert.equal((await names(page)).length, 10);
      assert.equal(await page.getByRole("status").textContent(), "10 of 200 students");
      const heading = page.getByRole("button", { name: "Student" });
      await heading.focus();
      await page.keyboard.press("Enter");
      assert.equal((await names(page))[0], "stu190");
      await page.keyboard.press("Enter");
      assert.equal((await names(page))[0], "stu199");
      await page.getByLabel("Find a student").fill("");
      await page.getByLabel("Show").selectOption("help");
      const help = await page.locator("#help details:has(.badge.bad)").count();
      assert.ok(help > 10);
      assert.equal((await names(page)).length, help);
    }));

  it("leads from a student to what failed", () =>
    opened(wide, async (page) => {
      await page.locator("#students tbody th a").nth(3).click();
      await page.locator("details.task[open] .checks").first().waitFor();
    }));

  it("keeps the head in sight while the table scrolls, and draws no more for 200 than it has to", () =>
    opened(wide, async (page) => {
      const top = await page.evaluate<number>(`(() => {
        const frame = document.querySelector("#students").parentElement;
        frame.scrollTop = frame.scrollHeight;
        return document.querySelector("#students thead th").getBoundingClientRect().top - frame.getBoundingClientRect().top;
      })()`);
      assert.ok(Math.abs(top) < 2, `${top} px from the frame's top`);
      const elements = await page.evaluate<number>("document.querySelectorAll('*').length");
      assert.ok(elements < 15_000, `${elements} elements`);
    }));

  it("shows a student's markup as text, is complete without its script, and prints", () =>
    opened({ ...wide, javaScriptEnabled: false }, async (page) => {
      assert.equal(await page.locator("img").count(), 0);
      assert.ok((await names(page)).includes(hostile));
      assert.equal((await names(page)).length, 200);
      assert.ok((await page.pdf()).length > 10_000);
    }));
});
