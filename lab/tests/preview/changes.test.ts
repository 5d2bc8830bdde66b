import assert from "node:assert/strict";
import type { Step } from "../../engine/engineProgress";
import { changesOf, countsInWords } from "../../preview/changes";
import { leavesOf, valueInWords } from "../../preview/leaves";

const urn = (type: string, name: string) => `urn:pulumi:dev::lab::${type}::${name}`;
const type = "aws:sns/topic:Topic";

/** A step of a preview; of the engine's states only what is read. */
function step(op: string, states: { old?: object; new?: object; outputs?: object }, more: object = {}): Step {
  return {
    op,
    type,
    urn: urn(type, "topic"),
    old: states.old && { inputs: states.old, outputs: states.outputs ?? states.old },
    new: states.new && { inputs: states.new },
    ...more,
  } as unknown as Step;
}

const propertiesOf = (one: Step) => changesOf([one])[0]?.properties;
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("the changes of a preview", () => {
  it("are in the order create, update, replace, delete, without what changes no resource", () => {
    const steps = ["delete", "same", "replace", "create-replacement", "delete-replaced", "create"].map((op) =>
      step(op, { old: { a: 1 }, new: { a: 2 } }),
    );
    const stack = { ...step("update", { old: {}, new: {} }), type: "pulumi:pulumi:Stack" };
    const changes = changesOf([...steps, stack]);
    assert.deepEqual(
      changes.map(({ operation, resource }) => [operation, resource]),
      [
        ["create", "Topic topic"],
        ["replace", "Topic topic"],
        ["delete", "Topic topic"],
      ],
    );
    assert.equal(countsInWords(changes), "1 create, 1 replace, 1 delete");
    assert.equal(countsInWords([]), "nothing");
  });

  it("name each property that differs, and those that replace the resource", () => {
    const one = step(
      "replace",
      { old: { name: "a", tags: { x: "1" }, __defaults: [] }, new: { name: "b", tags: { x: "1", y: "2" } } },
      { keys: ["name"], diffs: ["name", "tags"] },
    );
    assert.deepEqual(propertiesOf(one), [
      { property: "name", before: '"a"', after: '"b"', replaces: true },
      { property: "tags.y", before: "(none)", after: '"2"', replaces: false },
    ]);
  });

  it("look into a policy's text", () => {
    const policy = (Action: string) => JSON.stringify({ Statement: [{ Effect: "Allow", Action }] });
    assert.deepEqual(
      propertiesOf(step("update", { old: { policy: policy("a:B") }, new: { policy: policy("a:C") } })),
      [{ property: "policy.Statement[0].Action", before: '"a:B"', after: '"a:C"', replaces: false }],
    );
  });

  it("say once what the provider derives of tags", () => {
    const tags = (value: string) => ({ tags: { a: value }, tagsAll: { a: value } });
    assert.deepEqual(
      propertiesOf(step("update", { old: tags("1"), new: tags("2") }))?.map(({ property }) => property),
      ["tags.a"],
    );
  });

  it("show no secret, but that one changes", () => {
    const secret = { endpoint: "[secret]" };
    assert.deepEqual(propertiesOf(step("update", { old: secret, new: secret }, { diffs: ["endpoint"] })), [
      { property: "endpoint", before: "[secret]", after: "[secret], another one", replaces: false },
    ]);
  });

  it("compare with what is on AWS where the inputs are the same", () => {
    const one = step(
      "update",
      { old: { days: 14 }, new: { days: 14 }, outputs: { days: 30 } },
      { diffs: ["days"] },
    );
    assert.deepEqual(propertiesOf(one), [{ property: "days", before: "30", after: "14", replaces: false }]);
  });

  it("list everything that a new or deleted resource has", () => {
    const inputs = { name: "a", list: [], on: true };
    const before = [
      ["name", '"a"'],
      ["list", "[]"],
      ["on", "true"],
    ];
    assert.deepEqual(
      propertiesOf(step("delete", { old: inputs }))?.map((one) => [one.property, one.before]),
      before,
    );
    assert.deepEqual(
      propertiesOf(step("create", { new: inputs }))?.map((one) => [one.property, one.after]),
      before,
    );
  });
});

describe("a value of a preview", () => {
  it("is a leaf where it can't be taken apart", () => {
    assert.deepEqual(
      [...leavesOf({ a: [{ b: null }], c: "[not JSON", d: {} })],
      [
        ["a[0].b", null],
        ["c", "[not JSON"],
        ["d", {}],
      ],
    );
  });

  it("is shown as what it is", () => {
    const archive = { "4dabf18193072939515e22adb298388d": "x", hash: "0123456789abcdef" };
    assert.deepEqual(
      [undefined, "text", 5, unknown, `arn:${unknown}`, archive, "[secret]"].map(valueInWords),
      [
        "(none)",
        '"text"',
        "5",
        "(known after the update)",
        "(known after the update)",
        "(code 01234567)",
        "[secret]",
      ],
    );
  });
});
