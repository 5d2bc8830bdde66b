import { shown } from "./fault";

/** SNS limits names of topics to letters, digits, - and _. */
const limit = 64;

/** An account string and the name of its stack, or what is wrong with it. */
export type AccountString =
  { readonly itscAccount: string; readonly stack: string } | { readonly problem: string };

/**
 * The account string in a cell: what stands before the @, if there is one. A dot becomes - since names on AWS have none,
 * and the stack's name is in lower case since some backends of Pulumi don't distinguish the cases.
 */
export function accountString(cell: string): AccountString {
  const [text = ""] = cell.split("@");
  if (cell === "") return { problem: "expected an account string, got an empty cell" };
  if (!/^[A-Za-z0-9._-]+$/.test(text) || !/[A-Za-z0-9]/.test(text)) {
    return { problem: `expected an account string of letters, digits, ., - and _, got ${shown(cell)}` };
  }
  if (text.length > limit) {
    return { problem: `expected an account string of at most ${limit} characters, got ${text.length}` };
  }
  const itscAccount = text.replaceAll(".", "-");
  return { itscAccount, stack: itscAccount.toLowerCase() };
}
