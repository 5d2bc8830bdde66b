import { fuzzConfigurations } from "./configurations";
import { fuzzEvents } from "./events";
import { allRuns } from "./runs";

describe(`hostile and odd input, ${allRuns} times`, function () {
  this.timeout(10 * 60_000);

  it("of events never crashes without a reason, writes to another group or logs the token", () =>
    fuzzEvents(allRuns));
  it("of configurations is accepted whole or rejected by key", () => fuzzConfigurations(allRuns));
});
