import type { Delivery } from "../../delivery/delivery";
import type { Evaluation } from "../../evaluation/evaluation";
import type { Recording } from "../../recording/recording";
import type { TagSets } from "../../support/tagSets";
import type { Wire } from "../../support/wire";
import type { Shape } from "./shapes";
import { validate } from "./validation";

/** The parts of a region's AWS Config. */
export interface Parts {
  readonly recording: Recording;
  readonly delivery: Delivery;
  readonly evaluation: Evaluation;
  /** Of recorders and rules. */
  readonly tags: TagSets;
}

/** One operation of AWS Config's API: from the JSON of a request to the response. */
export type Operation<Needed extends keyof Parts = keyof Parts> = (
  parts: Pick<Parts, Needed>,
  request: unknown,
) => Promise<object>;

/** Operations by name, with the parts that they need. */
export type Operations<Needed extends keyof Parts> = Readonly<Record<string, Operation<Needed>>>;

/**
 * Makes an operation of the shape of its request and what it does.
 *
 * @throws AwsError when called, as AWS responds: `ValidationException` where the request breaks its shape.
 */
export function operation<Request, Needed extends keyof Parts>(
  shape: Shape,
  run: (
    parts: Pick<Parts, Needed>,
    request: Wire<Request>,
  ) => object | Promise<object> | void | Promise<void>,
): Operation<Needed> {
  return async (parts, request) => {
    validate(shape, request);
    return (await run(parts, request as Wire<Request>)) ?? {};
  };
}
