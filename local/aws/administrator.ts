/** The account where none is named, as in AWS's own examples. */
export const homeAccount = "123456789012";

/** An access key. Signatures aren't verified: any secret does. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The administrator's access key of an account. */
export function administratorKeyOf(accountId: string): AccessKey {
  return { accessKeyId: `AKIALOCL${accountId}`, secretAccessKey: "local" };
}

/** The account that an administrator's access key belongs to; undefined for other keys. */
export function accountOfAdministrator(accessKeyId: string): string | undefined {
  return /^AKIALOCL(\d{12})$/.exec(accessKeyId)?.[1];
}
