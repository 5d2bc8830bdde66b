import { AwsClients } from "../../support/awsClients";
import { administratorKey } from "../administrator";
import type { AwsResponse, HttpRequest } from "../service";
import { forward } from "./forward";

/** moto server, as the services in front of it use it. Nothing that is sent here passes through IAM. */
export class MotoClient {
  private readonly regions = new Map<string, AwsClients>();

  /** @param endpoint of moto server */
  constructor(private readonly endpoint: string) {}

  /** SDK clients of a region that act as the account's administrator. */
  in(region: string): AwsClients {
    let clients = this.regions.get(region);
    if (!clients) {
      const settings = { endpoint: this.endpoint, credentials: administratorKey, forcePathStyle: true };
      clients = new AwsClients(region, () => settings);
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
    return forward(this.endpoint, request);
  }

  /** Closes the connections of the SDK clients. */
  close(): void {
    for (const clients of this.regions.values()) clients.destroy();
    this.regions.clear();
  }
}
