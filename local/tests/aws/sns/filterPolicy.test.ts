import assert from "node:assert/strict";
import {
  readFilterPolicy,
  type FilterPolicyScope,
  type MessageAttribute,
} from "../../../aws/sns/filterPolicy";

function matchesBody(policy: object, body: unknown): boolean {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return readFilterPolicy(JSON.stringify(policy), "MessageBody")({ body: text, attributes: {} });
}

function matchesAttributes(policy: object, attributes: Record<string, MessageAttribute>): boolean {
  return readFilterPolicy(JSON.stringify(policy), "MessageAttributes")({ body: "{}", attributes });
}

const text = (value: string): MessageAttribute => ({ type: "String", value });

describe("a filter policy on the message's body", () => {
  const lab = { messageType: ["ComplianceChangeNotification"], resourceType: ["AWS::EC2::SecurityGroup"] };

  it("passes what matches in every property, whatever else there is", () => {
    const notice = {
      messageType: "ComplianceChangeNotification",
      resourceType: "AWS::EC2::SecurityGroup",
      more: 1,
    };
    assert.equal(matchesBody(lab, notice), true);
    assert.equal(matchesBody(lab, { ...notice, resourceType: "AWS::EC2::Instance" }), false);
    assert.equal(matchesBody(lab, { messageType: "ComplianceChangeNotification" }), false);
  });

  it("passes nothing that isn't a JSON object", () => {
    for (const body of ["text", "[]", '"x"', "null", ""])
      assert.equal(matchesBody({ a: [null] }, body), false);
  });

  // Each row: condition, values that match, values that don't.
  const rows: [condition: unknown, yes: unknown[], no: unknown[]][] = [
    ["x", ["x", ["y", "x"]], ["X", 1, [], ["y"]]],
    [1, [1, 1.0, [1]], ["1", 2, true]],
    [true, [true], ["true", false, 1]],
    [null, [null], [0, "", "null"]],
    [{ prefix: "ab" }, ["ab", "abc"], ["Ab", "xab", 1]],
    [{ suffix: "bc" }, ["bc", "abc"], ["bcd"]],
    [{ "equals-ignore-case": "aB" }, ["ab", "AB"], ["abc"]],
    [{ "anything-but": "a" }, ["b", 1, ["b", "c"]], ["a", ["b", "a"]]],
    [{ "anything-but": ["a", 1] }, ["b", 2], ["a", 1]],
    [{ "anything-but": { prefix: "a" } }, ["b"], ["ab"]],
    [{ "anything-but": { suffix: "z" } }, ["za"], ["az"]],
    [{ numeric: ["=", 5] }, [5], [4, "5"]],
    [{ numeric: [">", 0, "<=", 10] }, [1, 10], [0, 11]],
    [{ numeric: [">=", -1.5] }, [-1.5, 0], [-2]],
    [{ cidr: "10.0.0.0/24" }, ["10.0.0.255"], ["10.0.1.0", "x"]],
    [{ cidr: "2001:db8::/32" }, ["2001:db8::1"], ["2001:db9::1", "10.0.0.1"]],
    [{ exists: true }, ["x", null, 0, false], [[]]],
  ];
  for (const [condition, yes, no] of rows) {
    it(`with ${JSON.stringify(condition)}`, () => {
      for (const value of yes)
        assert.equal(matchesBody({ a: [condition] }, { a: value }), true, JSON.stringify(value));
      for (const value of no)
        assert.equal(matchesBody({ a: [condition] }, { a: value }), false, JSON.stringify(value));
      assert.equal(matchesBody({ a: [condition] }, { b: "x" }), false, "property absent");
    });
  }

  it("wants a property to be absent with exists: false", () => {
    assert.equal(matchesBody({ a: [{ exists: false }] }, { b: 1 }), true);
    assert.equal(matchesBody({ a: [{ exists: false }] }, { a: 1 }), false);
  });

  it("is content with one of the conditions of a property", () => {
    const policy = { a: ["x", { prefix: "y" }, { exists: false }] };
    for (const body of [{ a: "x" }, { a: "yes" }, {}]) assert.equal(matchesBody(policy, body), true);
    assert.equal(matchesBody(policy, { a: "z" }), false);
  });

  it("looks into objects, and into lists of objects", () => {
    const policy = { a: { b: ["x"], c: { d: [{ exists: true }] } } };
    assert.equal(matchesBody(policy, { a: { b: "x", c: { d: 1 } } }), true);
    assert.equal(matchesBody(policy, { a: [{ b: "y" }, { b: "x", c: [{ d: 1 }] }] }), true);
    assert.equal(matchesBody(policy, { a: { b: "x", c: {} } }), false);
    assert.equal(matchesBody(policy, { a: "x" }), false);
  });

  it("knows $or", () => {
    const policy = { source: ["s"], $or: [{ a: ["x"] }, { b: [{ numeric: ["<", 1] }] }] };
    assert.equal(matchesBody(policy, { source: "s", a: "x" }), true);
    assert.equal(matchesBody(policy, { source: "s", b: 0 }), true);
    assert.equal(matchesBody(policy, { source: "s", b: 1 }), false);
    assert.equal(matchesBody(policy, { a: "x" }), false);
  });
});

describe("a filter policy on the message's attributes", () => {
  it("compares texts, numbers and lists by their type", () => {
    assert.equal(matchesAttributes({ a: ["x"] }, { a: text("x") }), true);
    assert.equal(matchesAttributes({ a: ["x"] }, {}), false);
    assert.equal(
      matchesAttributes({ a: [{ numeric: [">", 1] }] }, { a: { type: "Number", value: "1.5" } }),
      true,
    );
    assert.equal(matchesAttributes({ a: [100] }, { a: text("100") }), false);
    const list = { type: "String.Array", value: '["x", 2, null]' };
    for (const value of ["x", 2, null]) assert.equal(matchesAttributes({ a: [value] }, { a: list }), true);
    assert.equal(
      matchesAttributes({ a: [{ exists: true }] }, { a: { type: "Binary", value: "AA==" } }),
      false,
    );
  });
});

describe("a filter policy that is wrong", () => {
  const faults: [policy: string, scope: FilterPolicyScope, message: string][] = [
    ["{", "MessageBody", "failed to parse JSON."],
    ["[]", "MessageBody", "Filter policy must be an object"],
    ['{"a":"x"}', "MessageBody", '"a" must be an object or an array'],
    ['{"a":[]}', "MessageBody", "Empty arrays are not allowed"],
    ['{"a":{}}', "MessageBody", "Empty objects are not allowed"],
    ['{"a":[["x"]]}', "MessageBody", "Match value must be String, number, true, false, or null"],
    ['{"a":[{"like":"x"}]}', "MessageBody", "Unrecognized match type like"],
    ['{"a":[{"prefix":1}]}', "MessageBody", "prefix match pattern must be a string"],
    ['{"a":[{"exists":"yes"}]}', "MessageBody", "exists match pattern must be either true or false."],
    ['{"a":[{"prefix":"x","suffix":"y"}]}', "MessageBody", "Only one key allowed in match expression"],
    ['{"a":[{"numeric":["~",1]}]}', "MessageBody", "Unrecognized numeric range operator: ~"],
    ['{"a":[{"cidr":"10.0.0.0/99"}]}', "MessageBody", "Malformed CIDR: 10.0.0.0/99"],
    [
      '{"a":{"b":["x"]}}',
      "MessageAttributes",
      "Filter policy scope MessageAttributes does not support nested filter policy",
    ],
    [
      '{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}',
      "MessageBody",
      "Filter policy can not have more than 5 keys",
    ],
    [
      JSON.stringify({
        a: Array.from({ length: 13 }, (_, i) => i),
        b: Array.from({ length: 12 }, (_, i) => i),
      }),
      "MessageBody",
      "Filter policy is too complex",
    ],
  ];
  for (const [policy, scope, message] of faults) {
    it(`is refused: ${message}`, () => assert.throws(() => readFilterPolicy(policy, scope), { message }));
  }
});
