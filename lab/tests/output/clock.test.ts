import assert from "node:assert/strict";
import { Clock } from "../../output/clock";

describe("the clock of a wait", () => {
  const looks = (isTTY: boolean, ...elapsed: number[]): string => {
    let text = "";
    const clock = new Clock("Not remediated yet", { isTTY, write: (part: string) => (text += part) });
    for (const milliseconds of elapsed) clock.tick(milliseconds);
    clock.stop();
    return text;
  };

  it("is one line that moves on a terminal, and goes", () => {
    assert.equal(
      looks(true, 0, 1049, 62_400),
      "\r\u001B[KNot remediated yet: 0 ms\r\u001B[KNot remediated yet: 1.0 s\r\u001B[KNot remediated yet: 1 min 2 s\r\u001B[K",
    );
  });

  it("is a line every 30 seconds elsewhere", () => {
    assert.equal(
      looks(false, 0, 1000, 29_999, 30_000, 31_000, 59_999, 60_500),
      "Not remediated yet: 30.0 s\nNot remediated yet: 1 min 1 s\n",
    );
  });
});
