import assert from "node:assert/strict";
import { paginate } from "../../../../../aws/config/operations/model/paging";

describe("a page of a list", () => {
  const key = (each: string) => each;

  it("leads to the next one, until there is none", () => {
    const first = paginate(["a", "b", "c"], key, 10, { limit: 2 });
    assert.deepEqual(first.items, ["a", "b"]);
    const second = paginate(["a", "b", "c"], key, 10, {
      limit: 2,
      nextToken: first.nextToken,
    });
    assert.deepEqual(second, { items: ["c"] });
  });

  it("neither repeats nor skips when items before it are added or removed", () => {
    const { nextToken } = paginate(["b", "c", "d"], key, 10, { limit: 2 });
    assert.deepEqual(paginate(["a", "b", "c", "d"], key, 10, { nextToken }).items, ["d"]);
    assert.deepEqual(paginate(["c", "d"], key, 10, { nextToken }).items, ["d"]);
  });

  it("has the default size where the limit is absent or 0", () => {
    assert.equal(paginate(["a", "b"], key, 1, { limit: 0 }).items.length, 1);
  });
});
