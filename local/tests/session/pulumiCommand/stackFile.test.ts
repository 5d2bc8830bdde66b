import assert from "node:assert/strict";
import { forSession, withEdits } from "../../../session/pulumiCommand/stackFile";

const session = { ownPassphrase: false, project: "lab" };
const own = { ownPassphrase: true, project: "lab" };

const salt = "encryptionsalt: v1:8tFYiTbBYPk=:v1:YP+mk3GBvXZ6rnu+:WJvvE+ROiS11F0w64Bqpzt1VGfAy7A==\n";
const secret = "  lab:subscriptionEmail:\n    secure: v1:abc:def\n";
const plain = "# a lesson\r\nconfig:\r\n    lab:itscAccount:   'stuabc'   # the student\r\n";

describe("a stack file for a session", () => {
  const verbatim: [what: string, text: string][] = [
    ["with comments, line ends of Windows and odd spacing", plain],
    ["that is empty", ""],
    ["that isn't valid", "config: [\n"],
    ["that isn't a list of settings", "- a\n- b\n"],
  ];
  for (const [what, text] of verbatim) {
    it(`${what} is taken byte for byte`, () => {
      assert.deepEqual(forSession(text, session), { text, omitted: [] });
    });
  }

  it("has no secret of the Cloud's, and names it", () => {
    const text = `config:\n  aws:region: us-east-1 # near\n${secret}`;
    assert.deepEqual(forSession(text, session), {
      text: "config:\n  aws:region: us-east-1 # near\n",
      omitted: ["lab:subscriptionEmail"],
    });
  });

  it("has no secret within a list, and no key of AWS KMS", () => {
    const text =
      "secretsprovider: awskms://alias/class?region=us-east-1\nencryptedkey: QUJD\nconfig:\n  lab:list:\n    - port: 1\n      cidr:\n        secure: v1:a:b\n  lab:mode: report\n";
    for (const options of [session, own]) {
      assert.deepEqual(forSession(text, options), {
        text: "config:\n  lab:mode: report\n",
        omitted: ["lab:list"],
      });
    }
  });

  it("keeps the salt and the secrets for which the user's passphrase is in force, and only then", () => {
    const text = `${salt}config:\n  lab:mode: report\n${secret}`;
    assert.deepEqual(forSession(text, own), { text, omitted: [] });
    assert.deepEqual(forSession(text, session), {
      text: "config:\n  lab:mode: report\n",
      omitted: ["lab:subscriptionEmail"],
    });
  });
});

describe("what the user edits in a stack file during a session", () => {
  const before = "config:\n  lab:mode: report\n  lab:stage: environment\n  lab:scope: lab\n";

  it("is adopted key by key, and what the session has set stays", () => {
    const now = "config:\n  lab:mode: enforce # now\n  lab:scope: lab\n  lab:list:\n    - port: 1\n";
    const file = `config:\n  lab:mode: report\n  lab:stage: environment\n  lab:scope: account\n  lab:debug: false\n${salt}`;
    assert.deepEqual(withEdits(before, now, file, session), {
      text: `config:\n  lab:mode: enforce\n  lab:scope: account\n  lab:debug: false\n  lab:list:\n    - port: 1\n${salt}`,
      omitted: [],
    });
  });

  it("is the same key with and without the project's name", () => {
    const now = "config:\n  stage: monitored\n  lab:mode: report\n  lab:scope: lab\n";
    const file = "config:\n  lab:stage: remediated\n  lab:mode: report\n  lab:scope: lab\n";
    assert.equal(
      withEdits(before.replace("lab:stage", "stage"), now, file, session).text,
      file.replace("remediated", "monitored"),
    );
  });

  it("fills a session's file that has no configuration yet", () => {
    assert.equal(
      withEdits("", "config:\n  lab:mode: report\n", salt, session).text,
      `${salt}config:\n  lab:mode: report\n`,
    );
  });
});
