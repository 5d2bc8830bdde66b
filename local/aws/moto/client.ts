import { AwsClients } from "../../support/awsClients";
import { administratorKeyOf, homeAccount } from "../administrator";
import type { AwsResponse, HttpRequest } from "../service";
import { forward } from "./forward";

/** What moto server keeps of one account, as the services in front of it use it. Nothing that is sent here passes through IAM. */
export class MotoClient {
  private readonly regions = new Map<string, AwsClients>();

  /**
   * @param endpoint of moto server
   * @param accountId whose resources it has
   */
  constructor(
    private readonly endpoint: string,
    private readonly accountId = homeAccount,
  ) {}

  /** SDK clients of a region that act as the account's administrator. */
  in(region: string): AwsClients {
    let clients = this.regions.get(region);
    if (!clients) {
      const { endpoint, headers } = this;
      const credentials = administratorKeyOf(this.accountId);
      clients = new AwsClients(region, () => ({ endpoint, credentials, forcePathStyle: true }), headers);
      this.regions.set(region, clients);
    }
    return clients;
  }

  /**
   * Passes a request through, unchanged, and returns moto's response, whatever its status.
   *
   * @throws AwsError InternalFailure when moto doesn't respond, or fails on the request.
   */
  forward(request: HttpRequest): Promise<AwsResponse> {
    return forward(this.endpoint, { ...request, headers: { ...request.headers, ...this.headers } });
  }

  /** moto keeps accounts apart by this header; the keys of sessions mean nothing to it. */
  private get headers(): Readonly<Record<string, string>> {
    return { "x-moto-account-id": this.accountId };
  }

  /** Closes the connections of the SDK clients. */
  close(): void {
    for (const clients of this.regions.values()) clients.destroy();
    this.regions.clear();
  }
}
