import assert from "node:assert/strict";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { parseRoster } from "../../../class/roster/parseRoster";

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 });
const maybe = (text: fc.Arbitrary<string>) => fc.option(text, { nil: undefined });

const student = fc.record({
  itscAccount: fc.tuple(word, maybe(word)).map(([a, b]) => (b === undefined ? a : `${a}_${b}`)),
  email: fc.tuple(word, word).map(([local, host]) => `${local}+lab@${host}.example.edu`),
  region: maybe(fc.constantFrom("us-east-1", "eu-north-1", "ap-east-1")),
  profile: maybe(word),
  account: maybe(fc.constantFrom("000000000001", "123456789012")),
  group: maybe(word.map((text) => `L1; "${text}", Ärzte\n2`)),
});

describe("a plain roster", () => {
  it("is read as it was written, whatever the delimiter, the order of columns, other columns and blank lines", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(student, { minLength: 1, maxLength: 8, selector: (one) => one.itscAccount }),
        fc.shuffledSubarray(["itscAccount", "email", "region", "profile", "account", "group", "remark"], {
          minLength: 7,
        }),
        fc.string(),
        fc.constantFrom(",", ";", "\t"),
        fc.boolean(),
        fc.constantFrom("\n", "\r\n", "\n\n"),
        (students, columns, remark, delimiter, bom, record_delimiter) => {
          const rows = students.map((one) =>
            columns.map((column) => (column === "remark" ? remark : (one[column as keyof typeof one] ?? ""))),
          );
          const text = stringify([columns, ...rows], { delimiter, bom, record_delimiter, quoted: true });
          const parsed = parseRoster(text);
          assert.ok("roster" in parsed, JSON.stringify(parsed));
          const read = parsed.roster.students.map(
            ({ itscAccount, email, region, profile, account, group }) => ({
              itscAccount,
              email,
              region,
              profile,
              account,
              group,
            }),
          );
          assert.deepEqual(
            read,
            students.map((one) => ({ ...one })),
          );
        },
      ),
    );
  });
});
