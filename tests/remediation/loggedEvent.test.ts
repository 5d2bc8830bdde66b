import assert from "node:assert/strict";
import { readConfigEvent } from "../../remediation/configEvent";
import { loggedEvent } from "../../remediation/loggedEvent";
import { configEvent } from "./configEvents";

describe("loggedEvent", () => {
  it("asks for the same, without token, descriptions and tags", () => {
    const event = configEvent("change");
    const logged = loggedEvent(event);
    assert.deepEqual(readConfigEvent(logged), readConfigEvent(event));
    assert.equal(logged.resultToken, "replay");
    const item = (JSON.parse(logged.invokingEvent) as { configurationItem: Record<string, unknown> })
      .configurationItem;
    const configuration = item["configuration"] as Record<string, unknown>;
    assert.deepEqual(
      [item["tags"], configuration["tags"], configuration["description"]],
      [undefined, undefined, undefined],
    );
    assert.equal((configuration["ipPermissions"] as unknown[]).length, 3);
  });
});
