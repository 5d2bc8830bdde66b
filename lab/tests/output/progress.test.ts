import assert from "node:assert/strict";
import { Activities, showProgress, sparseProgress } from "../../output/progress";
import { screen, stream } from "../fakes/terminal";

const building = { name: "build" };

describe("progress on a terminal", () => {
  it("moves the states of what is under way, and keeps what is said and how it ended", () => {
    const output = stream(60);
    const display = showProgress(output);
    const { progress } = display;
    try {
      progress("Pulumi isn't on PATH");
      progress("Building: 1 package", building);
      progress("Installing: 3 of 27", { name: "pip" });
      progress("Building: 2 packages", building);
      progress("Something else");
      assert.deepEqual(screen(output.text), [
        "Pulumi isn't on PATH",
        "Something else",
        "Building: 2 packages (0 s)",
        "Installing: 3 of 27 (0 s)",
        "",
      ]);
      progress("Built in 3 s", { ...building, over: true });
      progress("", { name: "pip", over: true });
    } finally {
      display.stop();
    }
    assert.deepEqual(screen(output.text), ["Pulumi isn't on PATH", "Something else", "Built in 3 s", ""]);
  });

  it("shows since when", () => {
    let time = 0;
    const activities = new Activities(() => time);
    activities.set("Building: 1 package", building);
    time = 65_400;
    activities.set("Building: 2 packages", building);
    assert.deepEqual(activities.lines(), ["Building: 2 packages (1 min 5 s)"]);
  });
});

describe("progress elsewhere", () => {
  it("is what is said, and of an activity its first state, one every 30 seconds, and its end", () => {
    const output = stream();
    let time = 0;
    const progress = sparseProgress(output, () => time);
    const at = (seconds: number, line: string, over?: true) => {
      time = seconds * 1000;
      progress(line, { ...building, ...(over && { over }) });
    };
    progress("Said");
    at(0, "first");
    at(1, "second");
    at(29.9, "third");
    at(30, "fourth");
    at(31, "fifth");
    at(32, "", true);
    progress("announced", { name: "pulumi", announced: true });
    at(33, "again");
    at(34, "end", true);
    assert.equal(output.text, "Said\nfirst\nfourth\nagain\nend\n");
  });
});
