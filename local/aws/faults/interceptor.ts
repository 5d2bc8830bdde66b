import type { AwsRequest, AwsResponse } from "../service";

/** Stands between the gateway and the services. */
export interface Interceptor {
  /**
   * Called for each request with a valid key.
   *
   * @param carryOut authorizes the request and has the service handle it
   * @returns the response; `cut` to close the connection without one, `hang` to leave the caller waiting
   * @throws AwsError the response is an error
   */
  intercept(request: AwsRequest, carryOut: () => Promise<AwsResponse>): Promise<AwsResponse | "cut" | "hang">;
}
