import assert from "node:assert/strict";
import { localAccounts } from "../../../class/localClass";
import type { Student } from "../../../class/roster";

const student = (more: Partial<Student> = {}): Student => ({
  itscAccount: "stu",
  stack: "stu",
  email: "stu@example.edu",
  line: 2,
  ...more,
});
const role = "arn:aws:iam::222233334444:role/Lab";

describe("accounts of a class on this machine", () => {
  it("are one that all share, where the roster names none", () => {
    assert.deepEqual(localAccounts([student(), student()]), {
      accounts: ["123456789012"],
      profiles: {},
      roles: {},
    });
  });

  it("are the one that the roster expects of the environment's credentials", () => {
    assert.deepEqual(localAccounts([student({ account: "111122223333" })]).accounts, ["111122223333"]);
  });

  it("are those of profiles, named or invented, each once", () => {
    const students = [
      student({ profile: "one", account: "111122223333" }),
      student({ profile: "two" }),
      student({ profile: "one" }),
      student({ profile: "three" }),
    ];
    assert.deepEqual(localAccounts(students), {
      accounts: ["123456789012", "111122223333", "900000000002", "900000000003"],
      profiles: { one: "111122223333", two: "900000000002", three: "900000000003" },
      roles: {},
    });
  });

  it("are those of roles, which the profile's or the environment's account assumes", () => {
    const students = [
      student({ roleArn: role, account: "222233334444" }),
      student({ roleArn: role.replace("2222", "5555"), profile: "one" }),
      student({ profile: "one", account: "111122223333" }),
    ];
    assert.deepEqual(localAccounts(students), {
      accounts: ["123456789012", "111122223333", "222233334444", "555533334444"],
      profiles: { one: "111122223333" },
      roles: { [role]: "123456789012", [role.replace("2222", "5555")]: "111122223333" },
    });
  });
});
