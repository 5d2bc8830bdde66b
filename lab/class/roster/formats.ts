/** A kind of roster, recognised by the columns in its header. */
export interface RosterFormat {
  readonly name: string;
  /** Each is a list of alternatives, of which one must be there. Case doesn't count. */
  readonly header: readonly (readonly string[])[];
  /** Columns with the account string, the preferred one first. What follows an @ isn't part of it. */
  readonly account: readonly string[];
  /** Columns with the address, the preferred one first; none where the format has none. */
  readonly email: readonly string[];
  /** Why a record isn't a student's; undefined when it is. `cell` returns "" for a column that isn't there. */
  readonly skip?: (cell: (header: string) => string, all: readonly string[]) => string | undefined;
}

/** In the order in which they are tried. */
export const formats: readonly RosterFormat[] = [
  {
    name: "plain",
    header: [["itscAccount"], ["email"]],
    account: ["itscAccount"],
    email: ["email"],
  },
  {
    // Canvas's own exporter: "Student" or two columns with the name, then ID, SIS Login ID, Section, assignments, totals.
    name: "Canvas gradebook export",
    header: [["Student", "LastName"], ["ID"], ["SIS Login ID"], ["Section"]],
    account: ["SIS Login ID"],
    // There is none, but a login may be an address.
    email: [],
    skip: (cell, all) => {
      const student = cell("student") || [cell("lastname"), cell("firstname")].filter(Boolean).join(", ");
      if (student.includes("Points Possible")) return "Points Possible";
      if (student === "Student, Test") return "the test student";
      if (student === "" && all.includes("Manual Posting")) return "Manual Posting";
      return undefined;
    },
  },
  {
    // Its user name is one of GitHub.
    name: "Classroom 50",
    header: [["username"], ["first_name"], ["last_name"], ["email"], ["github_id"]],
    account: ["email"],
    email: ["email"],
    skip: (cell) => {
      const role = cell("role").toLowerCase();
      return role === "" || role === "student" ? undefined : `role ${role}`;
    },
  },
  {
    name: "Moodle user upload",
    header: [["username"], ["firstname"], ["lastname"], ["email"]],
    account: ["username"],
    email: ["email"],
  },
  {
    name: "Moodle participants",
    header: [["First name"], ["Last name", "Surname"], ["Email address"]],
    account: ["Username", "Email address"],
    email: ["Email address"],
  },
  {
    name: "GitHub Classroom",
    header: [["identifier"], ["github_username"], ["github_id"]],
    account: ["identifier"],
    // There is none, but an identifier may be an address.
    email: [],
  },
];

/** Columns that any roster may have in addition. */
export const optionalColumns = ["region", "profile", "roleArn", "account", "group"] as const;

/** The format of a header; undefined when it is none of them. @param has whether the header has a column */
export function formatOf(has: (header: string) => boolean): RosterFormat | undefined {
  return formats.find(({ header }) => header.every((names) => names.some(has)));
}
