import { AwsClients } from "../../../support/awsClients";
import type { RegionalAccount } from "../support/regionalAccount";

/** How long a session of the recorder's role is used before it is renewed. Milliseconds. */
const sessionDuration = 15 * 60_000;

/** SDK clients with the recorder's role, through the gateway, which enforces the role's policies. */
export class RoleClients {
  private current: { readonly roleArn: string; readonly clients: AwsClients } | undefined;

  constructor(private readonly home: RegionalAccount) {}

  of(roleArn: string): AwsClients {
    if (this.current?.roleArn === roleArn) return this.current.clients;
    this.reset();
    const clients = new AwsClients(this.home.region, () => ({
      endpoint: this.home.account.endpoint,
      credentials: () => this.session(roleArn),
      maxAttempts: 2,
      forcePathStyle: true,
    }));
    this.current = { roleArn, clients };
    return clients;
  }

  /** Ends the sessions: the next call starts one with the role as it is then. */
  reset(): void {
    this.current?.clients.destroy();
    this.current = undefined;
  }

  private async session(roleArn: string) {
    const { account } = this.home;
    const session = await account.assumeRole(roleArn, "config.amazonaws.com", "AWSConfig-Delivery");
    return { ...session, expiration: new Date(Date.now() + sessionDuration) };
  }
}
