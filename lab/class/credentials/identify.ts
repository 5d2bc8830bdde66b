import { explain } from "../../failures";
import { clientsWith } from "./environment";
import { sourceInWords, type CredentialSource } from "./source";

/** The account that credentials belong to, or why they don't work. */
export type Identity = { readonly account: string } | { readonly problem: string };

/** Asks AWS which account the credentials belong to; a role is assumed for it. */
export async function identify(source: CredentialSource, region: string): Promise<Identity> {
  try {
    const clients = await clientsWith(source, region);
    try {
      const { Account } = await clients.sts.getCallerIdentity({});
      return Account === undefined
        ? { problem: `AWS returned no account for ${sourceInWords(source)}` }
        : { account: Account };
    } finally {
      clients.destroy();
    }
  } catch (error) {
    return { problem: `${sourceInWords(source)}: ${explain(error).message}` };
  }
}

/** Identifies each source once, however many students have it. */
export class Identities {
  private readonly known = new Map<string, Promise<Identity>>();

  of(source: CredentialSource, region: string): Promise<Identity> {
    const key = JSON.stringify([source.profile, source.roleArn]);
    const known = this.known.get(key) ?? identify(source, region);
    this.known.set(key, known);
    return known;
  }
}
