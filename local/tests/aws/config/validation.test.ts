import assert from "node:assert/strict";
import { paginate } from "../../../aws/config/paging";
import { flag, list, number, oneOf, structure, text, time } from "../../../aws/config/shapes";
import { validate } from "../../../aws/config/validation";
import { fromWireTime, toWire } from "../../../aws/config/wire";

describe("requests in AWS JSON", () => {
  const shape = structure({
    "Name*": text(1, 3),
    Kind: oneOf(["A", "B"]),
    Count: number(0, 10),
    Flag: flag,
    Time: time,
    Members: list(structure({ "Id*": text(1, 2) }), 1, 2),
  });

  it("pass where they keep to their shape; null is as good as absent", () => {
    validate(shape, {
      Name: "abc",
      Kind: "A",
      Count: 10,
      Flag: false,
      Time: 1.5,
      Members: [{ Id: "x" }],
      Other: 1,
    });
    validate(shape, { Name: "a", Kind: null });
  });

  it("name every broken constraint, with the path to it", () => {
    assert.throws(() => validate(shape, { Kind: "C", Count: 11, Members: [{ Id: "x" }, {}] }), {
      name: "ValidationException",
      message:
        "4 validation errors detected: " +
        "Value null at 'name' failed to satisfy constraint: Member must not be null; " +
        "Value 'C' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [A, B]; " +
        "Value '11' at 'count' failed to satisfy constraint: Member must have value less than or equal to 10; " +
        "Value null at 'members.2.member.id' failed to satisfy constraint: Member must not be null",
    });
  });

  for (const [request, message] of [
    [{ Name: 1 }, "NUMBER_VALUE can not be converted to a String (at 'name')"],
    [{ Name: "a", Count: "1" }, "STRING_VALUE can not be converted to a Number (at 'count')"],
    [{ Name: "a", Flag: "yes" }, "STRING_VALUE can not be converted to a Boolean (at 'flag')"],
    [{ Name: "a", Members: {} }, "OBJECT_VALUE can not be converted to a List (at 'members')"],
    [{ Name: "a", Members: ["x"] }, "STRING_VALUE can not be converted to an Object (at 'members.1.member')"],
    [[], "LIST_VALUE can not be converted to an Object (at '')"],
  ] as const) {
    it(`are refused where a type is another: ${JSON.stringify(request)}`, () => {
      assert.throws(() => validate(shape, request), { name: "SerializationException", message });
    });
  }

  it("have times in seconds, to the millisecond", () => {
    assert.equal(toWire({ at: new Date(1_500), list: [new Date(0)] }), '{"at":1.5,"list":[0]}');
    assert.equal(fromWireTime(1_700_000_000.123).getTime(), 1_700_000_000_123);
  });
});

describe("a page of a list", () => {
  const key = (each: string) => each;

  it("brings the next one, until there is none", () => {
    const first = paginate(["a", "b", "c"], key, { limit: 2, usual: 10 });
    assert.deepEqual(first.items, ["a", "b"]);
    const second = paginate(["a", "b", "c"], key, { limit: 2, nextToken: first.nextToken, usual: 10 });
    assert.deepEqual(second, { items: ["c"] });
  });

  it("neither repeats nor skips when something comes or goes before it", () => {
    const { nextToken } = paginate(["b", "c", "d"], key, { limit: 2, usual: 10 });
    assert.deepEqual(paginate(["a", "b", "c", "d"], key, { nextToken, usual: 10 }).items, ["d"]);
    assert.deepEqual(paginate(["c", "d"], key, { nextToken, usual: 10 }).items, ["d"]);
  });

  it("has the usual size where no limit, or 0, is asked for", () => {
    assert.equal(paginate(["a", "b"], key, { limit: 0, usual: 1 }).items.length, 1);
  });
});
