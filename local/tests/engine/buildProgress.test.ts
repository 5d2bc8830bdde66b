import assert from "node:assert/strict";
import fc from "fast-check";
import { BuildProgress, isProgress } from "../../engine/buildProgress";

describe("progress of the engine's build", () => {
  /** After so many packages and milliseconds. */
  const after = (packages: number, milliseconds: number, cores = 2): string => {
    let time = 0;
    const progress = new BuildProgress(() => time, cores);
    for (let count = 0; count < packages; count++) progress.on(`example.test/package${count}`);
    time = milliseconds;
    return progress.state();
  };

  it("counts modules, then packages, and says how long an earlier build took", () => {
    const progress = new BuildProgress(() => 0, 2);
    assert.equal(progress.state(), "reading modules, about 4 min left");
    progress.on("go: downloading github.com/pulumi/pulumi/pkg/v3 v3.259.0");
    assert.equal(progress.state(), "1 of about 254 modules fetched, about 4 min left");
    progress.on("internal/goarch");
    progress.on("# example.test/c");
    assert.equal(progress.state(), "1 of about 1684 packages compiled, about 4 min left");
    assert.equal(after(1, 0, 8), "1 of about 1684 packages compiled, about 50 s left");
  });

  it("estimates by this machine's own pace as soon as that can be measured", () => {
    // Half of the earlier time, for which 44 % of its time was needed.
    assert.match(after(1347, 48_400), /, about 60 s left$/);
    assert.match(after(1347, 484_000), /, about 10 min left$/);
    assert.match(after(1684, 300_000), /, about 10 s left$/);
  });

  it("never estimates more for more packages at the same time", () => {
    const left = (text: string) => {
      const [, number = "", unit] = /about (\d+) (min|s) left$/.exec(text) ?? [];
      return Number(number) * (unit === "min" ? 60 : 1);
    };
    const packages = fc.integer({ min: 600, max: 3000 });
    fc.assert(
      fc.property(packages, packages, fc.integer({ min: 1, max: 600_000 }), (a, b, time) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        assert.ok(left(after(more, time)) <= left(after(less, time)));
      }),
      { numRuns: 30 },
    );
  });

  it("isn't an error", () => {
    assert.deepEqual(
      ["internal/goarch", "go: downloading a v1", "build failed: no space left on device"].map(isProgress),
      [true, true, false],
    );
  });
});
