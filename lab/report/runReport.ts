import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { mailboxVariable } from "@config-remediation-lab/local/support/mailboxVariable";
import { exitCodes, LabError } from "../failures";
import { print, printJson, progress } from "../output/print";
import { readStack, type StackSelection } from "../stack/stack";
import { gatherReport } from "./gather";
import { labPage } from "./page/labPage";
import type { LabReport } from "./report";

export interface RunReportOptions extends StackSelection {
  /** File of the page. @default `lab-report.html` in the working directory */
  readonly output?: string;
  /** Prints the data, and writes no page. */
  readonly json?: boolean;
}

/** Runs `config-lab report`. @returns the exit code */
export async function runReport(
  { output = "lab-report.html", json, ...selection }: RunReportOptions,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const lab = await readStack(selection);
  const clients = new AwsClients(lab.region);
  try {
    progress(`Reading what AWS recorded in ${lab.region} …`);
    const { stack } = selection;
    const report = await gatherReport(lab, clients, { stack, mailbox: environment[mailboxVariable] });
    if (json === true) printJson(report);
    else print(`The report is in ${await writeReport(report, output)}`);
  } finally {
    clients.destroy();
  }
  return exitCodes.ok;
}

/** Writes the page of a lab. @returns its address, to open in a browser. @throws LabError when it can't be written */
export async function writeReport(report: LabReport, output: string): Promise<string> {
  return writePage(labPage(report), output, "config-lab report");
}

/**
 * Writes a page.
 *
 * @param command what writes it
 * @returns its address, to open in a browser
 * @throws LabError when it can't be written
 */
export async function writePage(page: string, output: string, command: string): Promise<string> {
  const path = resolve(output);
  try {
    await writeFile(path, page);
  } catch (error) {
    throw new LabError(`The report can't be written to ${path}: ${(error as Error).message}`, {
      code: "NotWritten",
      next: `Name a file in a folder that exists and is writable: ${command} --output FILE`,
      cause: error,
    });
  }
  return pathToFileURL(path).href;
}
