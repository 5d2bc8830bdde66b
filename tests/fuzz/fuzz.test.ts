import { fuzzConfigurations } from "./configurations";
import { fuzzEvents } from "./events";
import { fewRuns } from "./runs";

describe("hostile and odd input", function () {
  this.timeout(60_000);

  it("of events never crashes without a reason, writes to another group or logs the token", () =>
    fuzzEvents(fewRuns));
  it("of configurations is accepted whole or rejected by key", () => fuzzConfigurations(fewRuns));
});
