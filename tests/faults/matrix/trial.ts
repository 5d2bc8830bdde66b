import type { AwsRequest } from "../../../local/aws/service";
import { Faults, type Interceptor } from "../../../local/aws/faults";
import type { FunctionEnvironment, Failure } from "../lab/environment";
import type { FaultLab } from "../lab/faultLab";
import type { CallPlace, FaultKind } from "./faultKinds";

/** How long a fault stays: for one request, or for all from then on until AWS gives up the event. */
export type Duration = "once" | "always";

/** An evaluation that AWS Config accepted, beside what a describe showed at that moment. */
export interface Report {
  readonly compliance: string;
  readonly annotation: string;
  readonly ports: readonly number[] | undefined;
}

/** What came of a fault. */
export interface Trial {
  readonly place: CallPlace;
  readonly kind: FaultKind;
  readonly duration: Duration;
  /** The failures of the invocations, at most three; undefined for one that succeeded. */
  readonly invocations: readonly Failure[];
  readonly reports: readonly Report[];
  /** The group's TCP ports after each of the function's calls, the first describe included. */
  readonly seen: readonly (readonly number[] | undefined)[];
  /** After the invocations. */
  readonly ports: readonly number[] | undefined;
  /** After one more event without faults. */
  readonly later: { readonly ports: readonly number[] | undefined; readonly compliance: string | undefined };
}

/** The group of a trial at its start: one required permission is there and one is missing, two are extra. */
export const incident: readonly number[] = [80, 465, 993];

/** Invocations of an event before Lambda drops it. */
const invocations = 3;

/** Plays the handout's incident with a fault in one of the function's calls. */
export async function tryFault(
  lab: FaultLab,
  environment: FunctionEnvironment,
  place: CallPlace,
  kind: FaultKind,
  duration: Duration,
): Promise<Trial> {
  const groupId = await lab.makeGroup(incident);
  const reports: Report[] = [];
  const seen: (readonly number[] | undefined)[] = [];
  const faults = faultsOf(place, kind, duration);
  lab.intercept(groupId, {
    intercept: async (request, carryOut) => {
      try {
        return await faults.intercept(request, async () => {
          const ports = await lab.portsOf(groupId);
          const answer = await carryOut();
          if (request.operation === "PutEvaluations") reports.push({ ...evaluationIn(request), ports });
          return answer;
        });
      } finally {
        seen.push(await lab.portsOf(groupId));
      }
    },
  });
  const ends: Failure[] = [];
  do ends.push(await environment.invoke(lab.eventOf(groupId)));
  while (ends.at(-1) !== undefined && ends.length < invocations);
  const ports = await lab.portsOf(groupId);
  lab.intercept(groupId, undefined);
  const failed = await environment.invoke(lab.eventOf(groupId, 1000));
  const compliance = failed === undefined ? await lab.complianceOf(groupId) : failed;
  const later = { ports: await lab.portsOf(groupId), compliance };
  return { place, kind, duration, invocations: ends, reports, seen, ports, later };
}

function faultsOf({ call, number }: CallPlace, { fault }: FaultKind, duration: Duration): Interceptor {
  const when = duration === "once" ? { nth: number } : { from: number };
  if (fault !== "failedEvaluations") return new Faults({ faults: [{ call, ...fault, ...when }] });
  let calls = 0;
  return {
    intercept: (request, carryOut) => {
      if (request.operation !== "PutEvaluations") return carryOut();
      calls++;
      const strikes = duration === "once" ? calls === number : calls >= number;
      if (!strikes) return carryOut();
      const { Evaluations } = request.json as { Evaluations: unknown };
      return Promise.resolve({
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.1" },
        body: JSON.stringify({ FailedEvaluations: Evaluations }),
      });
    },
  };
}

function evaluationIn({ json }: AwsRequest): Omit<Report, "ports"> {
  const { Evaluations } = json as { Evaluations: { ComplianceType: string; Annotation: string }[] };
  const [evaluation] = Evaluations;
  return { compliance: evaluation?.ComplianceType ?? "", annotation: evaluation?.Annotation ?? "" };
}
