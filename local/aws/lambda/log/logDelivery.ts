import { randomBytes } from "node:crypto";

import { AwsClients } from "../../../support/awsClients";
import type { SessionCredentials } from "../../account";
import type { LogLine } from "./logLines";

/** PutLogEvents takes at most this many events, and as many bytes, counting 26 for each event. */
const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;
const EVENT_OVERHEAD = 26;
/** Longest event that is sent as one, in characters of at most four bytes. */
const MAX_MESSAGE = (MAX_BYTES - EVENT_OVERHEAD) / 4;

/** A new stream's name as Lambda gives it, e.g. `2025/06/30/[$LATEST]0123…`. */
export function newStreamName(now = new Date()): string {
  const day = now.toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[$LATEST]${randomBytes(16).toString("hex")}`;
}

export interface LogDestination {
  readonly endpoint: string;
  readonly region: string;
  readonly group: string;
  readonly stream: string;
  /** The function's role: without permission to log there is no log, as on AWS. */
  readonly credentials: SessionCredentials;
}

/** One log stream, written in order. */
export class LogDelivery {
  private readonly clients: AwsClients;
  private streamExists = false;
  private last: Promise<void> = Promise.resolve();

  /** @param log notes what could not be written */
  constructor(
    private readonly destination: LogDestination,
    private readonly log: (line: string) => void,
  ) {
    const { endpoint, region, credentials } = destination;
    this.clients = new AwsClients(region, () => ({ endpoint, credentials }));
  }

  /** Queues lines. Resolves when they are written or dropped; never rejects. */
  deliver(lines: readonly LogLine[]): Promise<void> {
    if (lines.length > 0) {
      this.last = this.last.then(() => this.write(lines)).catch((error: Error) => this.note(lines, error));
    }
    return this.last;
  }

  async close(): Promise<void> {
    await this.last;
    this.clients.destroy();
  }

  private note(lines: readonly LogLine[], error: Error): void {
    const { group } = this.destination;
    this.log(
      `lambda: ${lines.length} lines not written to log group ${group}: ${error.name}: ${error.message}`,
    );
  }

  private async write(lines: readonly LogLine[]): Promise<void> {
    if (!this.streamExists) await this.createStream();
    for (const events of batches(lines)) {
      try {
        await this.put(events);
      } catch (error) {
        if (!isNamed(error, "ResourceNotFoundException")) throw error;
        // The group or the stream was deleted meanwhile: Lambda creates them again.
        await this.createStream();
        await this.put(events);
      }
    }
  }

  private async put(logEvents: { timestamp: number; message: string }[]): Promise<void> {
    const { group: logGroupName, stream: logStreamName } = this.destination;
    await this.clients.logs.putLogEvents({ logGroupName, logStreamName, logEvents });
  }

  private async createStream(): Promise<void> {
    const { logs } = this.clients;
    const { group: logGroupName, stream: logStreamName } = this.destination;
    const create = () => logs.createLogStream({ logGroupName, logStreamName });
    try {
      await create();
    } catch (error) {
      if (isNamed(error, "ResourceNotFoundException")) {
        await logs.createLogGroup({ logGroupName });
        await create();
      } else if (!isNamed(error, "ResourceAlreadyExistsException")) {
        throw error;
      }
    }
    this.streamExists = true;
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** Splits lines into requests within CloudWatch Logs' limits, in the order of their times. */
export function batches(lines: readonly LogLine[]): { timestamp: number; message: string }[][] {
  const result: { timestamp: number; message: string }[][] = [];
  let bytes = MAX_BYTES;
  for (const { time, message } of [...lines].sort((one, other) => one.time - other.time)) {
    for (let from = 0; from < message.length; from += MAX_MESSAGE) {
      const part = message.slice(from, from + MAX_MESSAGE);
      const size = Buffer.byteLength(part) + EVENT_OVERHEAD;
      if (bytes + size > MAX_BYTES || (result.at(-1)?.length ?? 0) >= MAX_EVENTS) {
        result.push([]);
        bytes = 0;
      }
      bytes += size;
      result.at(-1)?.push({ timestamp: time, message: part });
    }
  }
  return result;
}
