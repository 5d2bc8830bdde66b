import assert from "node:assert/strict";
import { watchStopping, type StoppingWatch } from "../../../class/run";

describe("watchStopping", () => {
  let time = 0;
  let said: string[] = [];
  let stopping: StoppingWatch;
  const states = (): boolean[] =>
    [stopping.noMore, stopping.cancel, stopping.kill].map(({ aborted }) => aborted);
  const press = (name: NodeJS.Signals = "SIGINT") => process.emit(name, name);

  beforeEach(() => {
    [time, said] = [0, []];
    stopping = watchStopping(
      (sentence) => said.push(sentence),
      () => time,
    );
  });
  afterEach(() => stopping.release());

  it("stops starting at the first Ctrl-C, cancels at the second, kills at the third", () => {
    assert.deepEqual(states(), [false, false, false]);
    press();
    assert.deepEqual(states(), [true, false, false]);
    time = 1_000;
    press();
    assert.deepEqual(states(), [true, true, false]);
    time = 2_000;
    press("SIGTERM");
    assert.deepEqual(states(), [true, true, true]);
    time = 3_000;
    press();
    assert.deepEqual(said, [
      "No other student is started; those in work are finished. Ctrl-C again cancels them.",
      "Cancelling those in work: each finishes the resource in progress. Ctrl-C again kills them, which leaves locks.",
      "Killing those in work.",
    ]);
  });

  it("takes what a terminal and npm both send for one", () => {
    press();
    time = 499;
    press();
    assert.deepEqual(states(), [true, false, false]);
  });

  it("leaves the signals alone after release", () => {
    const before = process.listenerCount("SIGINT");
    stopping.release();
    assert.equal(process.listenerCount("SIGINT"), before - 1);
  });
});
