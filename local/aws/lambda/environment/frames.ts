import type { Readable } from "node:stream";

import type { ErrorPayload } from "./outcome";

/** What runtime/bootstrap.js reports; runtime/frames.js lists it. */
export type Frame =
  | { readonly type: "log"; readonly time: number; readonly message: string }
  | { readonly type: "output"; readonly time: number; readonly text: string }
  | { readonly type: "ready"; readonly rss: number }
  | { readonly type: "initFailed"; readonly error: ErrorPayload }
  | { readonly type: "done"; readonly result: string; readonly rss: number }
  | {
      readonly type: "failed";
      readonly error: ErrorPayload;
      readonly rss?: number;
      readonly fatal?: boolean;
    };

/** Reads frames, one a line. The function's code can write to the descriptor too: what isn't a frame is output. */
export function readFrames(stream: Readable, use: (frame: Frame) => void): void {
  let started: string[] = [];
  stream.setEncoding("utf8").on("data", (text: string) => {
    const [first = "", ...others] = text.split("\n");
    started.push(first);
    for (const next of others) {
      use(parseFrame(started.join("")));
      started = [next];
    }
  });
}

function parseFrame(line: string): Frame {
  try {
    return JSON.parse(line) as Frame;
  } catch {
    return { type: "output", time: Date.now(), text: line };
  }
}
