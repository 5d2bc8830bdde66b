import assert from "node:assert/strict";
import { splitWords } from "../../languageHost/splitWords";

describe("words of a command line", () => {
  for (const [text, words] of [
    ["", []],
    ["  --inspect   --title=x\n", ["--inspect", "--title=x"]],
    [`--title 'a "b"' --require="./a b.js"`, ["--title", 'a "b"', "--require=./a b.js"]],
    [String.raw`a\ b "c\"d" 'e\f' ""`, ["a b", 'c"d', String.raw`e\f`, ""]],
  ] as const) {
    it(`are split as a shell does: ${JSON.stringify(text)}`, () => assert.deepEqual(splitWords(text), words));
  }

  it("need closed quotes", () => {
    assert.throws(() => splitWords("--title 'a b"), { message: "expected a closing ' in --title 'a b" });
  });
});
