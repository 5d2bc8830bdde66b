import { deepStrictEqual } from "node:assert";
import { reached, stages } from "../../../components/configuration";

describe("reached", () => {
  it("is true of a stage and of those before it", () => {
    deepStrictEqual(
      stages.map((stage) => stages.filter((wanted) => reached(stage, wanted))),
      [["environment"], ["environment", "monitored"], ["environment", "monitored", "remediated"]],
    );
  });
});
