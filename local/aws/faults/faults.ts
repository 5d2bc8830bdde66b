import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import type { Fault, FaultPlan } from "./fault";
import type { Interceptor } from "./interceptor";
import { randomNumbers } from "./randomNumbers";
import { throttled, unavailable } from "./serviceErrors";

/** Plays the faults of a plan. */
export class Faults implements Interceptor {
  /** Matching calls so far, by fault. */
  private readonly counts = new Map<Fault, number>();
  private readonly random: () => number;

  /** @param plan a valid one @param log gets a line for each fault that strikes */
  constructor(
    private readonly plan: FaultPlan,
    private readonly log: (line: string) => void = () => undefined,
  ) {
    this.random = randomNumbers(plan.seed ?? 1);
  }

  async intercept(
    request: AwsRequest,
    carryOut: () => Promise<AwsResponse>,
  ): Promise<AwsResponse | "cut" | "hang"> {
    const fault = this.faultFor(request);
    if (!fault) return carryOut();
    this.log(`fault: ${request.service}:${request.operation}: ${fault.effect} ${fault.code ?? ""}`.trimEnd());
    return play(fault, request, carryOut);
  }

  /** The first that strikes. All that match count the call, so that each counts what really was called. */
  private faultFor(request: AwsRequest): Fault | undefined {
    const matching = this.plan.faults.filter((fault) => matches(fault, request));
    return matching.filter((fault) => this.strikes(fault))[0];
  }

  private strikes(fault: Fault): boolean {
    const count = (this.counts.get(fault) ?? 0) + 1;
    this.counts.set(fault, count);
    const { nth, from = 1, probability = 1 } = fault;
    const counted = nth === undefined ? count >= from : [nth].flat().includes(count);
    // Drawn for each call that counts, so that one fault's numbers don't depend on another's.
    return counted && (probability === 1 || this.random() < probability);
  }
}

function matches({ call, caller, about }: Fault, request: AwsRequest): boolean {
  const [service = "", operation = ""] = call.split(":");
  if (service !== "*" && service !== request.service) return false;
  if (operation !== "*" && operation !== request.operation) return false;
  if (caller !== undefined && request.caller.roleArn?.split("/").at(-1) !== caller) return false;
  return about === undefined || request.url.includes(about) || request.body.includes(about);
}

async function play(
  fault: Fault,
  request: AwsRequest,
  carryOut: () => Promise<AwsResponse>,
): Promise<AwsResponse | "cut" | "hang"> {
  switch (fault.effect) {
    case "error":
      throw errorOf(fault, 400);
    case "throttle":
      throw throttled(request);
    case "unavailable":
      throw unavailable(request);
    case "hang":
      return "hang";
    case "cut":
      return "cut";
    case "lose":
      // A rejection is an answer too, and is lost like one.
      await carryOut().catch((error: unknown) => {
        if (!(error instanceof AwsError)) throw error;
      });
      if (fault.code === undefined) return "cut";
      throw errorOf(fault, 500);
  }
}

function errorOf({ call, code = "", message, status }: Fault, byDefault: number): AwsError {
  return new AwsError(code, message ?? `Fault injected into ${call}`, status ?? byDefault);
}
