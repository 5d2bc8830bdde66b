import assert from "node:assert/strict";
import { importedInputs, refreshedInputs } from "../../../providers/properties/readInputs";
import { flag, list, map, object, output, set, text } from "../../../providers/properties/property";

const properties = {
  arn: output(),
  force: flag({ unread: true }),
  group: object({ kinds: set(text()), strategy: text({ computed: true }) }),
  kind: text(),
  parts: list(text()),
  tags: map(text()),
};

describe("inputs after a refresh", () => {
  it("stay as the program spelled them when nothing changed, and gain nothing AWS added", () => {
    const inputs = { force: true, group: { kinds: ["b", "a"] }, parts: [], __defaults: ["force"] };
    const state = {
      arn: "arn:x",
      group: { kinds: ["a", "b"], strategy: "by AWS" },
      kind: "k",
      tags: { a: "1" },
    };
    assert.deepEqual(refreshedInputs(properties, inputs, state), inputs);
  });

  it("show what changed outside", () => {
    const inputs = { group: { kinds: ["a"] }, kind: "k", tags: { a: "1" }, __defaults: [] };
    const state = { group: { kinds: ["a", "c"] }, tags: { a: "2" } };
    assert.deepEqual(refreshedInputs(properties, inputs, state), {
      group: { kinds: ["a", "c"] },
      tags: { a: "2" },
      __defaults: [],
    });
  });
});

describe("inputs of an imported resource", () => {
  it("are all that is set, outputs left out", () => {
    const state = { arn: "arn:x", group: { kinds: ["a"], strategy: "" }, kind: "k", parts: [], tags: {} };
    assert.deepEqual(importedInputs(properties, state), {
      group: { kinds: ["a"] },
      kind: "k",
      __defaults: [],
    });
  });
});
