/**
 * Renews what README shows, by a rehearsal: its output, the same as a picture, and two pictures of the page.
 *
 * usage: npm run samples
 */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "@config-remediation-lab/local/support/processes";
import { progress } from "../output/print";
import { browserPath } from "./browser";
import { writeSample } from "./readmeSample";
import { takePictures } from "./reportPictures";
import { terminalSvg } from "./terminalSvg";

const root = join(__dirname, "..", "..");
const pictures = join(root, "docs", "pictures");

/** What README asks the reader to type. */
const command = "npm run rehearse -- --report lab-report.html";

async function main(): Promise<void> {
  const browser = browserPath();
  if (browser === undefined) throw new Error("expected Chromium or Chrome on PATH, got neither");
  const folder = await mkdtemp(join(tmpdir(), "samples-"));
  try {
    const page = join(folder, "lab-report.html");
    const output = await rehearse(page);
    await mkdir(pictures, { recursive: true });
    await writeSample(output);
    await writeFile(join(pictures, "rehearsal.svg"), terminalSvg(command, output));
    await takePictures(browser, pathToFileURL(page).href, pictures);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @returns what it printed, with the page where a reader has it */
async function rehearse(page: string): Promise<string> {
  progress("Rehearsing");
  const args = [join(root, "lab", "bin.js"), "rehearse", "--report", page];
  const { code, stdout, stderr } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) throw new Error(`expected a rehearsal without failures, got:\n${stdout}\n${stderr}`);
  return stdout.replaceAll(
    pathToFileURL(page).href,
    "file:///home/you/config-remediation-lab/lab-report.html",
  );
}

void main();
