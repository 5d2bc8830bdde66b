import assert from "node:assert/strict";
import { join } from "node:path";
import { loadRoster, type Roster, type RosterOptions } from "../../../class/roster";

const folder = join(__dirname, "..", "..", "fixtures", "rosters");

/** Without what isn't there. */
async function load(file: string, options?: RosterOptions): Promise<Roster> {
  return JSON.parse(JSON.stringify(await loadRoster(join(folder, file), options))) as Roster;
}

function student(itscAccount: string, email: string, line: number, more: object = {}) {
  return { itscAccount, stack: itscAccount.toLowerCase(), email, ...more, line };
}

describe("the roster's format is recognised by its header:", () => {
  const rosters: [file: string, options: RosterOptions, expected: Roster][] = [
    [
      "canvas.csv",
      { domain: "connect.example.edu" },
      {
        format: "Canvas gradebook export",
        students: [
          student("stuabc", "stuabc@connect.example.edu", 4),
          // A login that is an address is the student's.
          student("studef", "studef@example.edu", 5),
        ],
        skipped: [
          { line: 2, reason: "Manual Posting" },
          { line: 3, reason: "Points Possible" },
          { line: 6, reason: "the test student" },
        ],
      },
    ],
    [
      "canvas-two-names.csv",
      { domain: "example.edu" },
      {
        format: "Canvas gradebook export",
        students: [student("stuabc", "stuabc@example.edu", 3)],
        skipped: [
          { line: 2, reason: "Points Possible" },
          { line: 4, reason: "the test student" },
        ],
      },
    ],
    [
      "moodle-participants.csv",
      {},
      {
        format: "Moodle participants",
        students: [student("tmchan", "tmchan@example.edu", 2), student("a-oberg", "a.oberg@example.edu", 3)],
        skipped: [],
      },
    ],
    [
      "moodle-upload.csv",
      {},
      {
        format: "Moodle user upload",
        students: [student("stuabc", "tmchan@example.edu", 2, { region: "eu-north-1" })],
        skipped: [],
      },
    ],
    [
      "classroom50.csv",
      {},
      {
        format: "Classroom 50",
        students: [student("tmchan", "tmchan@example.edu", 2), student("mona", "mona@example.edu", 4)],
        skipped: [{ line: 3, reason: "role instructor" }],
      },
    ],
    [
      "github-classroom.csv",
      { domain: "example.edu" },
      {
        format: "GitHub Classroom",
        students: [student("tmchan", "tmchan@example.edu", 2), student("stuabc", "stuabc@example.edu", 3)],
        skipped: [],
      },
    ],
    [
      "plain.csv",
      {},
      {
        format: "plain",
        students: [
          student("stuabc", "stuabc+lab@example.edu", 2, {
            region: "eu-north-1",
            profile: "teacher",
            roleArn: "arn:aws:iam::123456789012:role/Lab",
            account: "123456789012",
            group: "L1",
          }),
          student("TM-Chan", "tmchan@example.edu", 5, {
            roleArn: "arn:aws:iam::210987654321:role/Lab",
            account: "210987654321",
          }),
        ],
        skipped: [],
      },
    ],
    [
      "utf16.csv",
      {},
      { format: "plain", students: [student("stuabc", "stuabc@example.edu", 2)], skipped: [] },
    ],
    [
      "other.csv",
      { emailColumn: "E-Mail-Adresse" },
      {
        format: "columns named by options",
        students: [student("tmchan", "tmchan@example.edu", 2)],
        skipped: [],
      },
    ],
    [
      "other.csv",
      { accountColumn: "kennung", domain: "example.edu" },
      {
        format: "columns named by options",
        students: [student("stuabc", "stuabc@example.edu", 2)],
        skipped: [],
      },
    ],
  ];
  for (const [file, options, expected] of rosters) {
    it(`${file} ${JSON.stringify(options)}`, async () => {
      assert.deepEqual(await load(file, options), expected);
    });
  }

  it("an option that names a column that isn't there is refused", async () => {
    await assert.rejects(load("other.csv", { emailColumn: "Mail", accountColumn: "Login" }), {
      message: [
        "other.csv has 2 errors; nothing was started:",
        '    line 1: expected a column "Login", as the option names it, got "Vorname", "Nachname", "E-Mail-Adresse", "Kennung"',
        '    line 1: expected a column "Mail", as the option names it, got "Vorname", "Nachname", "E-Mail-Adresse", "Kennung"',
      ].join("\n"),
    });
  });
});
