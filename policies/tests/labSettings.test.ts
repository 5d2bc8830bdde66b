import { deepStrictEqual, throws } from "node:assert";
import { handoutPermissions } from "../../remediation/handoutPermissions";
import { labSettings } from "../labSettings";

const config = {
  "p:itscAccount": "stuabc",
  "p:subscriptionEmail": "stuabc@example.com",
  "aws:region": "us-east-1",
};

describe("labSettings", () => {
  it("are the stack's configuration with the program's defaults", () => {
    const { scope, mode, requiredPermissions, suffix } = labSettings(config, "p", "dev");
    deepStrictEqual([scope, mode, requiredPermissions, suffix], ["lab", "enforce", handoutPermissions, ""]);
  });

  it("have the stack's name as suffix in a shared account", () => {
    deepStrictEqual(labSettings({ ...config, "p:sharedAccount": "true" }, "p", "amy").suffix, "-amy");
  });

  it("of a faulty configuration aren't known, and show no value", () => {
    throws(() => labSettings({ ...config, "p:scope": "secret" }, "p", "dev"), {
      message:
        "The configuration of stack dev has faults, so its resources can't be checked: pulumi preview lists them.",
    });
  });
});
