import assert from "node:assert/strict";
import fc from "fast-check";
import { placesOf } from "../../../report/page/axis";
import { outcomeOf } from "../../../report/page/groupSection";
import { Markup, markup } from "../../../report/page/markup";
import { wrapped } from "../../../report/page/picture";

describe("markup", () => {
  it("escapes every value, in text and in attributes", () => {
    const text = `<b onclick="x">'&`;
    assert.equal(
      markup`<p title="${text}">${text}</p>`.text,
      '<p title="&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;">&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;</p>',
    );
  });

  it("keeps markup, joins lists, and leaves out what isn't there", () => {
    const items = ["a", "<"].map((one) => markup`<li>${one}</li>`);
    assert.equal(markup`${items}${undefined}${false}${0}`.text, "<li>a</li><li>&lt;</li>0");
    assert.equal(markup`${new Markup("<hr>")}`.text, "<hr>");
  });

  it("never lets a text become a tag, an attribute or the end of one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.doesNotMatch(markup`${text}`.text, /[<>"']/);
      }),
    );
  });

  it("shows characters that would hide or reverse what follows", () => {
    assert.equal(markup`${"a\u0000b\u202Ec\n"}`.text, "a\uFFFDb\uFFFDc\n");
  });
});

describe("the axis", () => {
  it("shows both 200 ms and 15 minutes", () => {
    const places = placesOf([0, 200, 200 + 15 * 60_000]);
    const [start = 0, middle = 0, end = 0] = places;
    assert.ok(middle - start > 150, String(places));
    assert.ok(end - middle > 150, String(places));
    assert.ok(end - middle > middle - start, "the longer time is the longer distance");
  });

  it("keeps events apart that happened at once, and in order for any times", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 2, maxLength: 30 }), (times) => {
        const places = placesOf(times.sort((a, b) => a - b));
        assert.equal(places.length, times.length);
        places.slice(1).forEach((place, index) => assert.ok(place > (places[index] ?? Infinity)));
        assert.ok((places.at(-1) ?? Infinity) <= 856.1);
      }),
    );
  });
});

describe("what happened to a permission", () => {
  const states = (before: boolean | undefined, during: boolean, after: boolean | undefined) => ({
    before: before === undefined ? undefined : before ? ["p"] : [],
    during: during ? ["p"] : [],
    after: after === undefined ? undefined : after ? ["p"] : [],
  });
  const cases: [required: boolean, ...states: Parameters<typeof states>, outcome: string, meaning: string][] =
    [
      [true, true, true, true, "kept", "faint"],
      [true, undefined, false, true, "missing, authorized", "good"],
      [true, true, false, true, "removed, then authorized", "good"],
      [true, true, false, undefined, "missing", "bad"],
      [true, true, true, false, "lost", "bad"],
      [false, false, true, false, "opened, then revoked", "good"],
      [false, true, true, false, "revoked", "good"],
      [false, false, true, undefined, "opened, still open", "bad"],
      [false, true, true, true, "still open", "bad"],
      [false, false, false, true, "opened", "bad"],
      [false, true, false, false, "closed meanwhile", "faint"],
    ];
  for (const [isRequired, before, during, after, outcome, meaning] of cases) {
    const what = isRequired ? "required" : "not required";
    it(`is "${outcome}" when it is ${what} and was ${[before, during, after].join(", ")}`, () => {
      assert.deepEqual(outcomeOf("p", states(before, during, after), isRequired ? ["p"] : []), [
        outcome,
        meaning,
      ]);
    });
  }
});

describe("a name in the picture", () => {
  it("is broken after a separator, on two lines at most", () => {
    assert.deepEqual(wrapped("default", 26), ["default"]);
    assert.deepEqual(wrapped("evaluate_remediate_security_group", 26), [
      "evaluate_remediate_",
      "security_group",
    ]);
    assert.deepEqual(wrapped("x".repeat(60), 26), ["x".repeat(26), `${"x".repeat(25)}…`]);
  });
});
