import assert from "node:assert/strict";
import fc from "fast-check";
import { unknownValue, type Values } from "../../../providers/plugin/propertyValues";
import { differences } from "../../../providers/properties/differences";
import {
  archive,
  flag,
  list,
  map,
  number,
  object,
  output,
  set,
  text,
  type Properties,
} from "../../../providers/properties/property";
import { summary } from "../support/driver";

function diff(properties: Properties, state: Values, news: Values): string[] {
  return summary({ changes: differences(properties, state, news), deleteBeforeReplace: false });
}

describe("the difference between a state and new inputs", () => {
  const properties = {
    arn: output(),
    chosen: text({ computed: true }),
    count: number(),
    group: object({ all: flag({ default: true }), kinds: set(text()), strategy: text({ computed: true }) }),
    name: text({ replaces: true }),
    order: list(text()),
    rules: set(object({ port: number(), sources: set(text()) })),
    tags: map(text()),
  };

  it("is empty when nothing changes, whatever AWS added", () => {
    const state = {
      arn: "arn:x",
      chosen: "by AWS",
      name: "n",
      group: { all: false, kinds: ["a", "b"], strategy: "by AWS" },
    };
    assert.deepEqual(diff(properties, state, { name: "n", group: { all: false, kinds: ["b", "a"] } }), []);
  });

  it("treats null, false, zero and empty values alike", () => {
    const state = { count: 0, order: [], tags: {}, group: { all: false, kinds: [] } };
    assert.deepEqual(diff(properties, state, {}), []);
    assert.deepEqual(diff(properties, {}, { count: 0, order: [], tags: {} }), []);
  });

  it("names what is added, changed and removed, by path", () => {
    const state = { count: 1, order: ["a", "b"], tags: { a: "1", b: "2" } };
    assert.deepEqual(
      diff(properties, state, { order: ["a", "c", "d"], tags: { b: "3", "x y": "4" }, chosen: "mine" }),
      ["+ chosen", "- count", "~ order[1]", "+ order[2]", "- tags.a", "~ tags.b", '+ tags["x y"]'],
    );
  });

  it("doesn't change what AWS chose when the program no longer sets it", () => {
    assert.deepEqual(diff(properties, { chosen: "once mine" }, {}), []);
  });

  it("marks what replaces", () => {
    assert.deepEqual(diff(properties, { name: "a" }, { name: "b" }), ["~! name"]);
    assert.deepEqual(
      diff(
        { box: object({ size: number() }, { replaces: true }) },
        { box: { size: 1 } },
        { box: { size: 2 } },
      ),
      ["~! box.size"],
    );
  });

  it("compares sets without order, and names removed elements by their old position, added ones by their new", () => {
    const rule = (port: number, ...sources: string[]) => ({ port, sources });
    const state = { rules: [rule(80, "a", "b"), rule(443, "a")] };
    assert.deepEqual(diff(properties, state, { rules: [rule(443, "a"), rule(80, "b", "a")] }), []);
    assert.deepEqual(
      diff(properties, state, { rules: [rule(443, "a"), rule(80, "b", "a"), rule(22, "a")] }),
      ["+ rules[2]"],
    );
    assert.deepEqual(diff(properties, state, { rules: [rule(443, "a")] }), ["- rules[0]"]);
    assert.deepEqual(diff(properties, state, { rules: [rule(81, "a", "b"), rule(443, "a")] }), [
      "~ rules[0]",
    ]);
  });

  it("counts what isn't known yet as a change", () => {
    const state = { name: "n", tags: { a: "1" }, order: ["a"] };
    assert.deepEqual(
      diff(properties, state, { name: unknownValue, tags: { a: unknownValue }, order: [unknownValue] }),
      ["~! name", "~ order", "~ tags.a"],
    );
  });

  it("compares archives by digest, with or without their content", () => {
    const of = (hash: string, more: Values = {}) => ({
      "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
      hash,
      ...more,
    });
    assert.deepEqual(diff({ code: archive() }, { code: of("1") }, { code: of("1", { assets: {} }) }), []);
    assert.deepEqual(diff({ code: archive() }, { code: of("1") }, { code: of("2") }), ["~ code"]);
  });

  it("is empty between any inputs and themselves", () => {
    const inputs = fc.record({
      count: fc.integer(),
      name: fc.string(),
      order: fc.array(fc.string()),
      rules: fc.array(fc.record({ port: fc.integer(), sources: fc.array(fc.string()) })),
      tags: fc.dictionary(fc.string(), fc.string()),
    });
    fc.assert(
      fc.property(inputs, (given) => {
        assert.deepEqual(differences(properties, given, given), []);
        const turned = { ...given, rules: [...given.rules].reverse() };
        assert.deepEqual(differences(properties, given, turned), []);
      }),
    );
  });
});
