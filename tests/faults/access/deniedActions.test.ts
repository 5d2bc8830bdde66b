import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import type { Statement } from "../../../components/policies/policyDocument";
import type { AwsError } from "../../../local/aws/service";
import { AwsClients } from "../../../local/support/awsClients";
import { startFaultLab, type FaultLab } from "../lab/faultLab";
import { Reports } from "../lab/reports";
import { allowFunctionRole, statementsOfFunctionRole } from "../lab/rule";

/** What happens to a group with TCP 80, 465 and 993 open while the function's role may not do something. */
interface Outcome {
  /** In order; a denied one with AWS's error code. */
  readonly calls: readonly string[];
  readonly reported: readonly string[];
  readonly ports: readonly number[];
  readonly failure: RegExp;
}

const describeCall = "DescribeSecurityGroups";
const report = "PutEvaluations";
const authorize = "AuthorizeSecurityGroupIngress";
const revoke = "RevokeSecurityGroupIngress";
const found =
  "NON_COMPLIANT: Permissions are not as required. To revoke (2): tcp 465 from 0.0.0.0/0, tcp 993 from 0.0.0.0/0. To authorize (1): tcp 443 from 0.0.0.0/0.";

/** By the action that is taken away. The log's actions are Lambda's own: the function doesn't make those calls. */
const outcomes: Readonly<Record<string, Outcome>> = {
  "ec2:DescribeSecurityGroups": {
    calls: [`${describeCall}: UnauthorizedOperation`, report],
    reported: [
      "NON_COMPLIANT: The function's role is denied ec2:DescribeSecurityGroups. Its permissions are unknown.",
    ],
    ports: [80, 465, 993],
    failure: /The function's role is denied ec2:DescribeSecurityGroups\./,
  },
  "config:PutEvaluations": {
    calls: [
      describeCall,
      `${report}: AccessDeniedException`,
      authorize,
      revoke,
      describeCall,
      `${report}: AccessDeniedException`,
    ],
    reported: [],
    ports: [80, 443],
    failure: /AccessDenied/,
  },
  "ec2:AuthorizeSecurityGroupIngress": {
    calls: [describeCall, report, `${authorize}: UnauthorizedOperation`, revoke, describeCall, report],
    reported: [
      found,
      "NON_COMPLIANT: Permissions were modified. 2 new revocation(s). 0 new authorization(s). The function's role is denied ec2:AuthorizeSecurityGroupIngress. Still to authorize (1): tcp 443 from 0.0.0.0/0.",
    ],
    ports: [80],
    failure: /The function's role is denied ec2:AuthorizeSecurityGroupIngress\./,
  },
  "ec2:RevokeSecurityGroupIngress": {
    calls: [describeCall, report, authorize, `${revoke}: UnauthorizedOperation`, describeCall, report],
    reported: [
      found,
      "NON_COMPLIANT: Permissions were modified. 0 new revocation(s). 1 new authorization(s). The function's role is denied ec2:RevokeSecurityGroupIngress. Still to revoke (2): tcp 465 from 0.0.0.0/0, tcp 993 from 0.0.0.0/0.",
    ],
    ports: [80, 443, 465, 993],
    failure: /The function's role is denied ec2:RevokeSecurityGroupIngress\./,
  },
};

describe("the function's archive when its role isn't allowed", function () {
  this.timeout(120_000);
  let lab: FaultLab;
  let clients: AwsClients;
  let allowed: readonly Statement[];
  before(async () => {
    lab = await startFaultLab();
    const { endpoint, region, credentials } = lab.aws;
    clients = new AwsClients(region, () => ({ endpoint, credentials }));
    allowed = statementsOfFunctionRole(region, lab.vpcId);
  });
  after(async () => {
    clients?.destroy();
    await lab?.stop();
  });

  /** One invocation about the group, in a process of its own. */
  const evaluate = async (groupId: string, after = 0) => {
    const calls: string[] = [];
    const reports = new Reports();
    lab.intercept(groupId, {
      intercept: async (request, carryOut) => {
        const index = calls.push(request.operation) - 1;
        try {
          return await reports.intercept(request, carryOut);
        } catch (error) {
          calls[index] = `${request.operation}: ${(error as AwsError).code}`;
          throw error;
        }
      },
    });
    const environment = lab.startEnvironment();
    const failure = await environment.invoke(lab.eventOf(groupId, after));
    await environment.stop();
    const reported = reports.all.map(({ compliance, annotation }) => `${compliance}: ${annotation}`);
    return { calls, reported, failure, log: environment.log, ports: await lab.portsOf(groupId) };
  };

  it("has an outcome below for each action of its policy", () => {
    const actions = allowed.flatMap(({ Action }) => Action);
    deepStrictEqual(
      actions.filter((action) => !action.startsWith("logs:")).sort(),
      Object.keys(outcomes).sort(),
    );
  });

  for (const [action, expected] of Object.entries(outcomes)) {
    it(`${action} fails at that call, and reports what is true`, async () => {
      const groupId = await lab.makeGroup([80, 465, 993]);
      await allowFunctionRole(
        clients,
        allowed.flatMap((statement) => {
          const Action = [statement.Action].flat().filter((one) => one !== action);
          return Action.length > 0 ? [{ ...statement, Action }] : [];
        }),
      );
      const { failure, log, ...seen } = await evaluate(groupId);
      const { failure: expectedFailure, ...rest } = expected;
      deepStrictEqual(seen, rest);
      match(failure ?? "", expectedFailure);
      ok(!`${log}${failure}`.includes(lab.resultToken));

      await allowFunctionRole(clients, allowed);
      const later = await evaluate(groupId, 1000);
      deepStrictEqual([later.failure, later.ports], [undefined, [80, 443]]);
      strictEqual(await lab.complianceOf(groupId), "COMPLIANT");
    });
  }
});
