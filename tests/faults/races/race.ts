import { change, type FaultLab } from "../lab/faultLab";
import type { FunctionEnvironment } from "../lab/environment";
import { isCompliant } from "../matrix/verdict";

/** What another writer does to the group of the incident (80, 465 and 993 open, 443 missing), once. */
export const acts: Readonly<Record<string, (lab: FaultLab, groupId: string) => Promise<void>>> = {
  "opens another port": ({ ec2 }, groupId) => change(ec2, groupId, { add: [22] }),
  "closes a required port": ({ ec2 }, groupId) => change(ec2, groupId, { remove: [80] }),
  "opens the required port that is missing": ({ ec2 }, groupId) => change(ec2, groupId, { add: [443] }),
  "closes an extra port": ({ ec2 }, groupId) => change(ec2, groupId, { remove: [465] }),
  "deletes the group": async ({ ec2 }, GroupId) => {
    await ec2.deleteSecurityGroup({ GroupId });
  },
};

/** The calls of an undisturbed remediation, and a place after them. */
export const points = 7;

/**
 * Has another writer act on the group before the nth of the function's calls.
 *
 * @returns what the function broke of what it guarantees
 */
export async function race(
  lab: FaultLab,
  environment: FunctionEnvironment,
  actName: string,
  point: number,
): Promise<string[]> {
  const groupId = await lab.makeGroup([80, 465, 993]);
  const act = acts[actName];
  if (!act) throw new Error(`There is no act ${actName}.`);
  const faults: string[] = [];
  let calls = 0;
  let acted = false;
  /** By the function's last describe. */
  let described: readonly number[] | undefined;
  const once = async () => {
    if (acted) return;
    acted = true;
    await act(lab, groupId).catch((error: Error) => {
      // The function was there first.
      if (!error.name.startsWith("InvalidPermission.")) throw error;
    });
  };
  lab.intercept(groupId, {
    intercept: async (request, carryOut) => {
      if (++calls === point) await once();
      const { operation, parameters, json } = request;
      if (operation === "DescribeSecurityGroups") described = await lab.portsOf(groupId);
      if (operation === "RevokeSecurityGroupIngress") {
        const ports = [...parameters].filter(([name]) => name.endsWith(".FromPort")).map(([, port]) => port);
        if (ports.includes("80") || ports.includes("443")) faults.push(`revoked ${ports.join()}`);
      }
      if (operation === "PutEvaluations") {
        const { Evaluations } = json as { Evaluations: { ComplianceType: string }[] };
        const compliance = Evaluations[0]?.ComplianceType;
        const seen =
          described === undefined ? "NOT_APPLICABLE" : isCompliant(described) ? "COMPLIANT" : "NON_COMPLIANT";
        if (compliance !== seen) faults.push(`${compliance} where a describe shows ${described?.join()}`);
      }
      return carryOut();
    },
  });
  const ended = await environment.invoke(lab.eventOf(groupId));
  if (ended !== undefined) faults.push(ended);
  await once();
  // AWS Config has recorded the writer's change too, and invokes the function for it.
  const later = await environment.invoke(lab.eventOf(groupId, 1000));
  if (later !== undefined) faults.push(later);
  const [ports, compliance] = [await lab.portsOf(groupId), await lab.complianceOf(groupId)];
  const wanted = ports === undefined ? "NOT_APPLICABLE" : "COMPLIANT";
  // No result means the same as NOT_APPLICABLE.
  if ((compliance ?? "NOT_APPLICABLE") !== wanted || (ports && !isCompliant(ports)))
    faults.push(`ends as ${compliance} with ${ports?.join()}`);
  lab.intercept(groupId, undefined);
  return faults.map((fault) => `another writer ${actName} before call ${point}: ${fault}`);
}
