import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A mail, as its file in the mailbox folder contains it: one JSON file each. */
export interface Mail {
  readonly To: string;
  readonly From: string;
  readonly Subject: string;
  /** ISO 8601 */
  readonly Date: string;
  /** Text; JSON text for email-json. */
  readonly Body: string;
}

/** The mails in a mailbox folder, oldest first. */
export async function readMails(folder: string): Promise<Mail[]> {
  // A file that is still being written has another extension.
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  return Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as Mail),
  );
}

/** The folder that all mails are delivered to, for any recipient. */
export class Mailbox {
  private last: Promise<number> | undefined;

  constructor(private readonly folder: string) {}

  /** Adds a mail. Its file sorts by arrival, and appears when it is complete. */
  deliver(mail: Mail): Promise<void> {
    const number = (this.last ?? this.count()).then((last) => last + 1);
    const written = number.then((sequence) => this.write(sequence, mail));
    this.last = written.then(() => number);
    // The next mail is delivered although this one couldn't be.
    this.last.catch(() => (this.last = undefined));
    return written;
  }

  private async write(sequence: number, mail: Mail): Promise<void> {
    const path = join(this.folder, fileName(sequence, mail));
    await writeFile(`${path}.part`, `${JSON.stringify(mail, undefined, 2)}\n`);
    await rename(`${path}.part`, path);
  }

  /** The number of the last mail of an earlier run. */
  private async count(): Promise<number> {
    await mkdir(this.folder, { recursive: true });
    const numbers = (await readdir(this.folder)).map((name) => Number(/^(\d+) /.exec(name)?.[1] ?? 0));
    return Math.max(0, ...numbers);
  }
}

/** `0003 2026-03-01T12.00.00Z AWS Notification Message.json`: without characters that file systems or shells treat specially. */
function fileName(sequence: number, { Date: date, Subject: subject }: Mail): string {
  const time = date.replace(/\.\d+Z$/, "Z").replaceAll(":", ".");
  const words = subject.replace(/[^\w .,()[\]@+=-]+/g, "-").slice(0, 100);
  return `${String(sequence).padStart(4, "0")} ${time} ${words.trim()}.json`;
}
