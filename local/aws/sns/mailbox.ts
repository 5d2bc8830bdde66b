import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A mail as it lies in the mailbox folder, one JSON file each. */
export interface Mail {
  readonly To: string;
  readonly From: string;
  readonly Subject: string;
  /** ISO 8601 */
  readonly Date: string;
  /** Text; JSON text for email-json. */
  readonly Body: string;
}

/** A folder that stands for the students' mailboxes. */
export class Mailbox {
  private last: Promise<number> | undefined;

  constructor(private readonly folder: string) {}

  /** Adds a mail, as a file that sorts by arrival and is never seen half written. */
  deliver(mail: Mail): Promise<void> {
    const number = (this.last ?? this.count()).then((last) => last + 1);
    const written = number.then((sequence) => this.write(sequence, mail));
    this.last = written.then(() => number);
    // A mail that couldn't be written doesn't stop the next.
    this.last.catch(() => (this.last = undefined));
    return written;
  }

  private async write(sequence: number, mail: Mail): Promise<void> {
    const path = join(this.folder, fileName(sequence, mail));
    await writeFile(`${path}.part`, `${JSON.stringify(mail, undefined, 2)}\n`);
    await rename(`${path}.part`, path);
  }

  /** How many mails an earlier run left. */
  private async count(): Promise<number> {
    await mkdir(this.folder, { recursive: true });
    const numbers = (await readdir(this.folder)).map((name) => Number(/^(\d+) /.exec(name)?.[1] ?? 0));
    return Math.max(0, ...numbers);
  }
}

/** `0003 2026-03-01T12.00.00Z AWS Notification Message.json`: no character that a file system or a shell minds much. */
function fileName(sequence: number, { Date: date, Subject: subject }: Mail): string {
  const time = date.replace(/\.\d+Z$/, "Z").replaceAll(":", ".");
  const words = subject.replace(/[^\w .,()[\]@+=-]+/g, "-").slice(0, 100);
  return `${String(sequence).padStart(4, "0")} ${time} ${words.trim()}.json`;
}
