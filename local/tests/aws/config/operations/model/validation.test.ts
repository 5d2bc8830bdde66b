import assert from "node:assert/strict";
import {
  flag,
  list,
  number,
  oneOf,
  structure,
  text,
  time,
} from "../../../../../aws/config/operations/model/shapes";
import { validate } from "../../../../../aws/config/operations/model/validation";

describe("requests in AWS JSON", () => {
  const shape = structure({
    "Name*": text(1, 3),
    Kind: oneOf(["A", "B"]),
    Count: number(0, 10),
    Flag: flag,
    Time: time,
    Members: list(structure({ "Id*": text(1, 2) }), 1, 2),
  });

  it("are valid where they match their shape; null means absent", () => {
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

  it("are rejected with every violated constraint and its path", () => {
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
    it(`are rejected where a type differs: ${JSON.stringify(request)}`, () => {
      assert.throws(() => validate(shape, request), { name: "SerializationException", message });
    });
  }
});
