import assert from "node:assert/strict";
import type { CheckRequest } from "../../../../providers/plugin/provider";
import { unknownValue, type Values } from "../../../../providers/plugin/propertyValues";
import { checkInputs } from "../../../../providers/aws/resource/checkInputs";
import {
  flag,
  list,
  map,
  number,
  object,
  output,
  set,
  text,
} from "../../../../providers/properties/property";
import { resourceType } from "../../../../providers/aws/resource/resourceType";
import type { Output } from "@pulumi/pulumi";

const type = resourceType<Record<string, unknown>, Record<string, Output<unknown>>>({
  token: "aws:test/thing:Thing",
  properties: {
    arn: output(),
    count: number({
      default: 3,
      fault: (value: number) => (value > 9 ? `expected at most 9, got ${value}` : undefined),
    }),
    enabled: flag({ required: true }),
    labels: map(text()),
    name: text({ replaces: true }),
    parts: list(object({ port: number({ required: true }), kind: text({ default: "plain" }) })),
    size: text({ oneOf: ["small", "large"] }),
    zones: set(text()),
  },
  autoName: { property: "name", maximum: 20 },
  gone: [],
  faults: (inputs) =>
    inputs.size === "large" && inputs.count === 0 ? [{ property: "count", reason: "large needs some" }] : [],
  create: () => Promise.resolve(""),
  read: () => Promise.resolve(undefined),
  delete: () => Promise.resolve(),
});

function request(news: Values, more: Partial<CheckRequest> = {}): CheckRequest {
  return { urn: "", type: type.token, name: "thing", olds: {}, seed: Buffer.from("seed"), news, ...more };
}

function faultsOf(news: Values, more: Partial<CheckRequest> = {}): string[] {
  return checkInputs(type, request(news, more)).faults.map(
    ({ property, reason }) => `${property}: ${reason}`,
  );
}

describe("checking a resource's inputs", () => {
  it("fills in defaults and a name, and remembers which they are", () => {
    const { inputs, faults } = checkInputs(type, request({ enabled: true, parts: [{ port: 1 }] }));
    assert.deepEqual(faults, []);
    assert.deepEqual(inputs, {
      enabled: true,
      parts: [{ kind: "plain", port: 1 }],
      count: 3,
      name: "thing-19b2585",
      __defaults: ["count", "name"],
    });
  });

  it("converts text to numbers and flags, and a number to text", () => {
    const { inputs } = checkInputs(type, request({ enabled: "true", count: "4", name: 5 }));
    assert.deepEqual([inputs.enabled, inputs.count, inputs.name], [true, 4, "5"]);
  });

  it("names every fault at once, with path, expectation and value", () => {
    const faults = faultsOf({
      count: 12,
      labels: { a: ["b"] },
      parts: [{ port: "x" }, {}],
      size: "medium",
      zones: "z",
    });
    assert.deepEqual(faults.sort(), [
      "count: expected at most 9, got 12",
      "enabled: is required: expected true or false",
      'labels["a"]: expected a string, got ["b"] (list)',
      'parts[0].port: expected a number, got "x" (string)',
      "parts[1].port: is required: expected a number",
      'size: expected one of "small", "large", got "medium" (string)',
      'zones: expected a list, got "z" (string)',
    ]);
  });

  it("refuses an unknown input by name, with the nearest known one", () => {
    assert.deepEqual(faultsOf({ enabled: true, szie: "small" }), [
      "szie: isn't offered by this stand-in: expected one of count, enabled, labels, name, parts, region, size, zones, " +
        'got "szie"; did you mean size?',
    ]);
  });

  it("refuses an output as an input", () => {
    assert.match(
      faultsOf({ enabled: true, arn: "arn:x" })[0] ?? "",
      /^arn: isn't offered by this stand-in: /,
    );
  });

  it("takes values that aren't known yet as they are, at any depth", () => {
    const news = {
      enabled: unknownValue,
      size: unknownValue,
      parts: [{ port: unknownValue }],
      labels: { a: unknownValue },
    };
    assert.deepEqual(faultsOf(news), []);
  });

  it("reports faults between inputs once each input is valid", () => {
    assert.deepEqual(faultsOf({ enabled: true, size: "large", count: 0 }), ["count: large needs some"]);
    assert.deepEqual(faultsOf({ enabled: true, size: unknownValue, count: 0 }), []);
  });
});

describe("naming a resource", () => {
  const nameOf = (news: Values, more: Partial<CheckRequest> = {}) =>
    checkInputs(type, request({ enabled: true, ...news }, more)).inputs.name;

  it("gives the same name for the same seed, and another for another", () => {
    assert.equal(nameOf({}), nameOf({}));
    assert.notEqual(nameOf({}), nameOf({}, { seed: Buffer.from("other") }));
    assert.match(String(nameOf({}, { seed: new Uint8Array() })), /^thing-[0-9a-f]{7}$/);
  });

  it("keeps a generated name, and generates one when the old was the program's", () => {
    const made = { name: "thing-1234567", __defaults: ["name"] };
    assert.equal(nameOf({}, { olds: made }), "thing-1234567");
    assert.notEqual(nameOf({}, { olds: { name: "mine", __defaults: [] } }), "mine");
    assert.equal(nameOf({ name: "mine" }, { olds: made }), "mine");
  });

  it("follows the project's own naming", () => {
    assert.equal(nameOf({}, { naming: { proposed: "dev-thing", mode: "propose" } }), "dev-thing");
    assert.deepEqual(faultsOf({ enabled: true }, { naming: { proposed: "", mode: "disable" } }), [
      "name: is required: the project's configuration pulumi:autonaming disables generated names",
    ]);
  });

  it("refuses a name that is too long for AWS", () => {
    assert.deepEqual(faultsOf({ enabled: true }, { name: "a-very-long-name" }), [
      'name: expected at most 20 characters, got 24 in the generated "a-very-long-name-19b2585"; set name, or shorten ' +
        "the resource's name",
    ]);
  });
});
