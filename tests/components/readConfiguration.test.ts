import { deepStrictEqual, throws } from "node:assert";
import * as pulumi from "@pulumi/pulumi";
import { readConfiguration } from "../../components/readConfiguration";
import { startMocks } from "./startMocks";

describe("readConfiguration", () => {
  it("reads the project's keys and leaves other namespaces alone", async () => {
    await startMocks({
      configuration: {
        "config-remediation-lab:itscAccount": "stuabc",
        "config-remediation-lab:subscriptionEmail": "stuabc@example.com",
        "config-remediation-lab:stage": "environment",
        "aws:region": "us-east-1",
        "config-remediation-lab-notes:stages": "somebody else's",
      },
    });
    const { itscAccount, stage } = readConfiguration();
    deepStrictEqual({ itscAccount, stage }, { itscAccount: "stuabc", stage: "environment" });
  });

  it("throws one error with every fault, the stack's name and what to do", async () => {
    await startMocks({
      configuration: {
        "config-remediation-lab:itscAccount": "stuabc",
        "config-remediation-lab:mode": "audit",
      },
      stack: "amy",
    });
    throws(readConfiguration, (error: unknown) => {
      deepStrictEqual(pulumi.RunError.isInstance(error), true);
      deepStrictEqual((error as Error).message.split("\n"), [
        "The configuration of stack amy has 2 errors; nothing was changed:",
        '  - config-remediation-lab:subscriptionEmail: expected one email address, such as "student+lab@example.com", got nothing',
        '  - config-remediation-lab:mode: expected "enforce" or "report", got "audit"',
        "Set a value with: pulumi config set KEY VALUE",
      ]);
      return true;
    });
  });

  it("names a wrong region of the provider among the faults", async () => {
    await startMocks({
      configuration: {
        "aws:region": "us-east-1a",
        "config-remediation-lab:itscAccount": "stuabc",
        "config-remediation-lab:subscriptionEmail": "stuabc@example.com",
      },
    });
    throws(readConfiguration, {
      message: [
        "The configuration of stack dev has an error; nothing was changed:",
        '  - aws:region: expected a region of AWS, such as "us-east-1", got "us-east-1a"',
        "Set a value with: pulumi config set KEY VALUE",
      ].join("\n"),
    });
  });

  it("says so when there is one fault", async () => {
    await startMocks({
      configuration: {
        "config-remediation-lab:itscAccount": "stuabc",
        "config-remediation-lab:subscriptionEmail": "stuabc@example.com",
        "config-remediation-lab:scope": "vpc",
      },
    });
    throws(readConfiguration, {
      message: [
        "The configuration of stack dev has an error; nothing was changed:",
        '  - config-remediation-lab:scope: expected "lab" or "account", got "vpc"',
        "Set a value with: pulumi config set KEY VALUE",
      ].join("\n"),
    });
  });
});
