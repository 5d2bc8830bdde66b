import assert from "node:assert/strict";
import { absent } from "../../fakes/labAnswers";
import { labGroup } from "../../fakes/labStack";
import { examine, missing } from "../harness";

describe("Task 7", () => {
  it("shows which permissions were revoked, and when", async () => {
    const { checks, evidence } = await examine(7);
    assert.equal(checks[0]?.seen, "TCP 465 from 0.0.0.0/0, TCP 993 from 0.0.0.0/0");
    assert.deepEqual(evidence[0]?.rows, [
      ["2026-01-31 09:30:00", `LabSG1 (${labGroup})`, "TCP 465 from 0.0.0.0/0\nTCP 993 from 0.0.0.0/0"],
    ]);
  });

  it("finds no evidence yet, or no log group", async () => {
    assert.deepEqual(
      missing(await examine(7, { answers: { FilterLogEvents: () => ({ events: [] }) } })).map(
        ({ seen, hint }) => [seen, hint],
      ),
      [
        [
          "0 lines, none about LabSG1",
          "Cause an incident and wait for the remediation: npx config-lab incident --watch",
        ],
      ],
    );
    assert.deepEqual(
      missing(await examine(7, { answers: { FilterLogEvents: absent("ResourceNotFoundException") } })).map(
        ({ what }) => what,
      ),
      ["log group awsconfig_lambda_security_group"],
    );
  });
});
