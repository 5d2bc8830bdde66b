import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { labPage } from "../../../report/page/labPage";
import { hostileReport } from "../reportFixture";

describe("a lab's page", () => {
  let page: string;
  before(async () => {
    page = labPage(await hostileReport());
  });

  const contentsOf = (tag: string): string[] =>
    [...page.matchAll(new RegExp(`<${tag}>([^]*?)</${tag}>`, "g"))].map(([, text = ""]) => text);

  it("allows its own style sheet and script, and nothing else", () => {
    const policy = /content="(default-src[^"]*)"/.exec(page)?.[1];
    const hash = (text = "") => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    const [styles, scripts] = [contentsOf("style"), contentsOf("script")];
    assert.deepEqual([styles.length, scripts.length], [1, 1]);
    assert.equal(
      policy,
      `default-src 'none'; style-src ${hash(styles[0])}; script-src ${hash(scripts[0])}; base-uri 'none'; form-action 'none'`,
    );
    assert.doesNotMatch(page, / style="/);
  });

  it("loads nothing", () => {
    assert.doesNotMatch(page, /<(?:link|img|iframe|object|embed|base)\b|<script [^>]*src|url\((?!#)|@import/);
    for (const [, target] of page.matchAll(/ href="([^"]*)"/g)) assert.match(target ?? "", /^#/);
  });

  it("shows markup that a student wrote as text", () => {
    assert.doesNotMatch(page, /<img/);
    assert.match(page, /<title>Lab report: &lt;\/script&gt;&lt;img src=x/);
  });

  it("has each id once, and a target for each of its links", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.ok(ids.length > 10);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, target] of page.matchAll(/ href="#([^"]*)"/g)) assert.ok(ids.includes(target), target);
  });
});
