import { join } from "node:path";
import { chromium, type BrowserContextOptions } from "playwright-core";

/** A look at the report's page, cut to the size of the screen. */
interface Look {
  readonly file: string;
  readonly options: BrowserContextOptions;
  /** What is at the top. @default the page's beginning */
  readonly from?: string;
}

const looks: readonly Look[] = [
  {
    file: "report.png",
    options: { viewport: { width: 1180, height: 980 }, colorScheme: "light" },
  },
  {
    file: "report-phone.png",
    options: { viewport: { width: 420, height: 860 }, colorScheme: "dark" },
    from: "#incidents",
  },
];

/** Takes pictures of a page. @param browser path of Chromium or Chrome */
export async function takePictures(browser: string, address: string, folder: string): Promise<void> {
  // As root, Chromium has no sandbox.
  const instance = await chromium.launch({
    executablePath: browser,
    args: ["--no-sandbox"],
    timeout: 120_000,
  });
  try {
    for (const { file, options, from } of looks) {
      const page = await instance.newPage({ ...options, offline: true });
      await page.goto(address);
      if (from !== undefined)
        await page.evaluate(`document.querySelector(${JSON.stringify(from)}).scrollIntoView()`);
      await page.screenshot({ path: join(folder, file) });
      await page.close();
    }
  } finally {
    await instance.close();
  }
}
