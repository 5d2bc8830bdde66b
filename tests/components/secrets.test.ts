import { deepStrictEqual, strictEqual } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import { defaults } from "../../components/configuration";
import type { StackConfiguration } from "../../components/readConfiguration";
import { keepSecrets } from "../../components/secrets";
import { capturedWarnings } from "./capturedWarnings";
import { startMocks, valueOf } from "./startMocks";

const addressWarning =
  "subscriptionEmail was set as a secret and stays one in the state and in the outputs. On AWS it is plain text: " +
  "sns:ListSubscriptions returns it.";
const configuration: Omit<StackConfiguration, "secretKeys"> = {
  ...defaults,
  ruleScope: "type",
  itscAccount: "stuabc",
  subscriptionEmail: "stuabc@example.com",
};

/** Runs it with these keys set by --secret. @returns its values, and the warnings that it logged */
async function keep(secretKeys: readonly string[]) {
  const mocked = await startMocks();
  try {
    const { result, warnings } = await capturedWarnings(() => keepSecrets({ ...configuration, secretKeys }));
    return { values: result, warnings };
  } finally {
    await mocked.settle();
  }
}

describe("secret values of the configuration", () => {
  it("are plain, without a warning, where none was set as a secret", async () => {
    deepStrictEqual(await keep([]), {
      values: {
        subscriptionEmail: "stuabc@example.com",
        requiredPermissions: defaults.requiredPermissions,
        allowedPermissions: [],
      },
      warnings: [],
    });
  });

  for (const key of ["subscriptionEmail", "requiredPermissions", "allowedPermissions"] as const) {
    it(`stay secret: ${key}, and only that`, async () => {
      const { values, warnings } = await keep([key]);
      for (const [name, value] of Object.entries(values)) {
        strictEqual(pulumi.Output.isInstance(value), name === key, name);
      }
      strictEqual(await pulumi.isSecret(pulumi.output(values[key])), true);
      deepStrictEqual(await valueOf<unknown>(values[key]), configuration[key]);
      deepStrictEqual(warnings, key === "subscriptionEmail" ? [addressWarning] : []);
    });
  }

  it("that become names and settings are warned of, each by its key and none by its value", async () => {
    const { values, warnings } = await keep(["itscAccount", "subscriptionEmail", "stage"]);
    deepStrictEqual(warnings, [
      ...["itscAccount", "stage"].map(
        (key) =>
          `${key} was set as a secret, but it becomes part of AWS resources and is plain text in the state, in the outputs and on AWS. ` +
          "Set it without --secret, or to a value that need not be secret.",
      ),
      addressWarning,
    ]);
    strictEqual(await pulumi.isSecret(pulumi.output(values.subscriptionEmail)), true);
  });
});
