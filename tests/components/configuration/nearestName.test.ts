import { strictEqual } from "node:assert";
import { nearestName } from "../../../components/configuration/nearestName";

const names = ["stage", "scope", "mode", "requiredPermissions", "sharedAccount"];

describe("nearestName", () => {
  for (const [wrong, right] of [
    ["stages", "stage"],
    ["Scope", "scope"],
    ["moed", "mode"],
    ["requiredPermission", "requiredPermissions"],
    ["shared_account", "sharedAccount"],
  ] as const) {
    it(`is ${right} for ${wrong}`, () => strictEqual(nearestName(wrong, names), right));
  }

  it("is the first of equals", () => strictEqual(nearestName("x", ["aa", "bb"]), "aa"));

  it("is nothing when no name is near", () => strictEqual(nearestName("colour", names), undefined));

  it("is nothing where there are no names", () => strictEqual(nearestName("stage", []), undefined));
});
