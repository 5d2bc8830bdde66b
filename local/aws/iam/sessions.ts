import { randomBytes } from "node:crypto";
import { arnPrefix } from "../../support/regions";
import type { SessionCredentials } from "../account";
import { accountOfAdministrator } from "../administrator";
import type { Caller } from "../service";

/** Why a key is rejected. */
export type Refusal = "unknown" | "expired";

interface Session {
  readonly caller: Caller;
  readonly token: string;
  readonly expires: Date;
}

/** The credentials that are valid at this endpoint: the accounts' administrators' and those of role sessions. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  /**
   * @param accounts those that exist, by their twelve digits
   * @param region of the partition that they are in
   */
  constructor(
    private readonly accounts: readonly string[],
    private readonly region: string,
  ) {}

  /** An account's root, as which its administrator's key acts. */
  administrator(accountId: string): Caller {
    return { kind: "administrator", arn: `${arnPrefix(this.region)}:iam::${accountId}:root` };
  }

  /** A session of a role, as the caller whose ARN policies see. */
  caller(roleArn: string, sessionName: string): Caller {
    const arn = `${arnPrefix(this.region)}:sts::${accountIn(roleArn)}:assumed-role/${roleName(roleArn)}/${sessionName}`;
    return { kind: "role", arn, roleArn };
  }

  /**
   * Starts a session of a role.
   *
   * @param seconds how long its credentials are valid.
   */
  start(
    roleArn: string,
    sessionName: string,
    seconds: number,
  ): SessionCredentials & { readonly expiration: Date; readonly caller: Caller } {
    const accessKeyId = `ASIA${keyText(16)}`;
    const token = randomBytes(96).toString("base64");
    const expiration = new Date(Date.now() + seconds * 1000);
    const caller = this.caller(roleArn, sessionName);
    this.sessions.set(accessKeyId, { caller, token, expires: expiration });
    return {
      accessKeyId,
      secretAccessKey: randomBytes(30).toString("base64"),
      sessionToken: token,
      expiration,
      caller,
    };
  }

  /** The owner of a key; a session's key is valid with the session's token only. */
  identify(accessKeyId: string, sessionToken: string | undefined): Caller | Refusal {
    const account = accountOfAdministrator(accessKeyId);
    if (account !== undefined)
      return this.accounts.includes(account) ? this.administrator(account) : "unknown";
    const session = this.sessions.get(accessKeyId);
    if (!session || session.token !== sessionToken) return "unknown";
    return session.expires.getTime() > Date.now() ? session.caller : "expired";
  }
}

/** The twelve digits of the account that an ARN of IAM or STS names; empty where it names none. */
export function accountIn(arn: string): string {
  return arn.split(":")[4] ?? "";
}

/** A role's name: its ARN may have a path before it. */
export function roleName(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf("/") + 1);
}

/** Capital letters and digits, as in access keys. */
function keyText(length: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("");
}
