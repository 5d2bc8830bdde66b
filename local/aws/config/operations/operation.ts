import type { RegionalConfig } from "../regionalConfig";
import type { Shape } from "../shapes";
import { validate } from "../validation";
import type { Wire } from "../wire";

/** One operation of AWS Config's API: reads a request's JSON and gives the answer. */
export type Operation = (config: RegionalConfig, request: unknown) => Promise<object>;

/**
 * Makes an operation of what its request may hold and what it does.
 *
 * @throws AwsError when run, as AWS answers: `ValidationException` where the request breaks its shape.
 */
export function operation<Request>(
  shape: Shape,
  run: (config: RegionalConfig, request: Wire<Request>) => object | Promise<object> | void | Promise<void>,
): Operation {
  return async (config, request) => {
    validate(shape, request);
    return (await run(config, request as Wire<Request>)) ?? {};
  };
}
