import { randomBytes } from "node:crypto";
import { arnPrefix } from "../../support/regions";
import type { SessionCredentials } from "../account";
import { administratorKey } from "../administrator";
import type { Caller } from "../service";

/** Why a key is rejected. */
export type Refusal = "unknown" | "expired";

interface Session {
  readonly caller: Caller;
  readonly token: string;
  readonly expires: Date;
}

/** The credentials that are valid at this endpoint: the administrator's and those of role sessions. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  /** @param region of the partition that the account is in */
  constructor(
    private readonly accountId: string,
    private readonly region: string,
  ) {}

  /** The account's root, as which the administrator's key acts. */
  get administrator(): Caller {
    return { kind: "administrator", arn: `${arnPrefix(this.region)}:iam::${this.accountId}:root` };
  }

  /** A session of a role, as the caller whose ARN policies see. */
  caller(roleArn: string, sessionName: string): Caller {
    const arn = `${arnPrefix(this.region)}:sts::${this.accountId}:assumed-role/${roleName(roleArn)}/${sessionName}`;
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
    if (accessKeyId === administratorKey.accessKeyId) return this.administrator;
    const session = this.sessions.get(accessKeyId);
    if (!session || session.token !== sessionToken) return "unknown";
    return session.expires.getTime() > Date.now() ? session.caller : "expired";
  }
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
