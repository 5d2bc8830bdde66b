import type { S3Client } from "@aws-sdk/client-s3";
import type { SNSClient } from "@aws-sdk/client-sns";
import type { Account } from "../account";

/** How long a session of the recorder's role is used before another one is started. Milliseconds. */
const sessionLasts = 15 * 60_000;

/**
 * Clients of S3 and SNS that act as the recorder's role, through the gateway: what the role's policies don't
 * allow is denied there.
 */
export class RoleClients {
  private clients:
    | { readonly roleArn: string; readonly s3: Promise<S3Client>; readonly sns: Promise<SNSClient> }
    | undefined;

  constructor(
    private readonly account: Account,
    private readonly region: string,
  ) {}

  s3(roleArn: string): Promise<S3Client> {
    return this.of(roleArn).s3;
  }

  sns(roleArn: string): Promise<SNSClient> {
    return this.of(roleArn).sns;
  }

  /** Ends the sessions: the next call starts a new one, with the role as it then is. */
  reset(): void {
    const { clients } = this;
    this.clients = undefined;
    if (!clients) return;
    void clients.s3.then((client) => client.destroy());
    void clients.sns.then((client) => client.destroy());
  }

  private of(roleArn: string) {
    if (this.clients?.roleArn !== roleArn) {
      this.reset();
      const { endpoint } = this.account;
      const settings = {
        endpoint,
        region: this.region,
        credentials: () => this.session(roleArn),
        maxAttempts: 2,
      };
      this.clients = {
        roleArn,
        s3: import("@aws-sdk/client-s3").then((s3) => new s3.S3Client({ ...settings, forcePathStyle: true })),
        sns: import("@aws-sdk/client-sns").then((sns) => new sns.SNSClient(settings)),
      };
    }
    return this.clients;
  }

  private async session(roleArn: string) {
    const session = await this.account.assumeRole(roleArn, "config.amazonaws.com", "AWSConfig-Delivery");
    return { ...session, expiration: new Date(Date.now() + sessionLasts) };
  }
}
