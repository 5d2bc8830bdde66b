import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { configEvent } from "../remediation/configEvents";
import { startEndpoint, type FakeEndpoint } from "../remediation/fakeEndpoint";
import { FakeGroup, portsOf } from "./fakeGroup";
import { functionArchive } from "./functionArchive";
import { discard, invoke, unpack, type Run } from "./lambdaProcess";

const event = configEvent("change");
const groupId = "sg-0a1b2c3d4e5f60718";
const vpcId = "vpc-0a1b2c3d4e5f60718";

interface Outcome extends Run {
  readonly operations: readonly string[];
  readonly evaluations: readonly {
    ComplianceType: string;
    Annotation: string;
    ComplianceResourceId: string;
  }[];
  readonly endpoint: FakeEndpoint;
}

/** Runs the archive on the events against a group, and returns the calls received over HTTP. */
async function play(
  folder: string,
  group: FakeGroup,
  events: readonly unknown[] = [event],
): Promise<Outcome> {
  const endpoint = await startEndpoint(group.answer);
  try {
    const run = await invoke(folder, events, process.env["AWS_ENDPOINT_URL"] ?? "");
    const evaluations = endpoint.calls
      .filter(({ operation }) => operation === "PutEvaluations")
      .flatMap(({ body }) => (JSON.parse(body) as { Evaluations: Outcome["evaluations"] }).Evaluations);
    return { ...run, operations: endpoint.calls.map(({ operation }) => operation), evaluations, endpoint };
  } finally {
    await endpoint.stop();
  }
}

const messages = ({ log }: Run) => log.map((line) => (JSON.parse(line) as { message: string }).message);

describe("the function's archive, run in a process of its own", () => {
  let folder: string;

  before(async () => {
    folder = unpack(await functionArchive());
  });
  after(() => discard(folder));

  describe("on the handout's incident", () => {
    let outcome: Outcome;
    const group = new FakeGroup(groupId, vpcId, [80, 465, 993]);

    before(async () => {
      outcome = await play(folder, group);
    });

    it("ends well", () => {
      deepStrictEqual([outcome.exitCode, outcome.stderr], [0, ""]);
    });

    it("reports the incident, authorizes before it revokes, looks again, and reports what is then true", () => {
      deepStrictEqual(outcome.operations, [
        "DescribeSecurityGroups",
        "PutEvaluations",
        "AuthorizeSecurityGroupIngress",
        "RevokeSecurityGroupIngress",
        "DescribeSecurityGroups",
        "PutEvaluations",
      ]);
    });

    it("authorizes HTTPS, revokes SMTPS and IMAPS, and never touches HTTP", () => {
      const [, , authorize, revoke] = outcome.endpoint.calls;
      deepStrictEqual(portsOf(authorize?.body ?? ""), [443]);
      deepStrictEqual(portsOf(revoke?.body ?? "").sort(), [465, 993]);
      deepStrictEqual([...group.ports].sort(), [443, 80]);
    });

    it("reports NON_COMPLIANT to AWS Config, and then COMPLIANT", () => {
      deepStrictEqual(
        outcome.evaluations.map(({ ComplianceType, ComplianceResourceId }) => [
          ComplianceType,
          ComplianceResourceId,
        ]),
        [
          ["NON_COMPLIANT", groupId],
          ["COMPLIANT", groupId],
        ],
      );
      strictEqual(
        outcome.evaluations.at(-1)?.Annotation,
        "Permissions were modified. 2 new revocation(s). 1 new authorization(s).",
      );
    });

    it("logs one JSON object a line, with what students search for, and not the result token", () => {
      const said = messages(outcome);
      ok(said.includes(`revoking for ${groupId}`), said.join("\n"));
      ok(said.includes(`authorizing for ${groupId}`), said.join("\n"));
      strictEqual(outcome.log.join("\n").includes(event.resultToken), false);
    });
  });

  it("writes nothing to a compliant group: one describe and one report", async () => {
    const { exitCode, operations, evaluations } = await play(
      folder,
      new FakeGroup(groupId, vpcId, [443, 80]),
    );
    strictEqual(exitCode, 0);
    deepStrictEqual(operations, ["DescribeSecurityGroups", "PutEvaluations"]);
    deepStrictEqual(
      evaluations.map(({ ComplianceType, Annotation }) => [ComplianceType, Annotation]),
      [["COMPLIANT", "Permissions are correct."]],
    );
  });

  it("leaves a group of another VPC alone", async () => {
    const elsewhere = new FakeGroup(groupId, "vpc-0ffffffffffffffff", [22]);
    const { operations, evaluations } = await play(folder, elsewhere);
    deepStrictEqual(
      operations.filter((one) => one.startsWith("Authorize") || one.startsWith("Revoke")),
      [],
    );
    deepStrictEqual(
      evaluations.map(({ ComplianceType }) => ComplianceType),
      ["NOT_APPLICABLE"],
    );
    deepStrictEqual([...elsewhere.ports], [22]);
  });

  it("serves several events in one execution environment", async () => {
    const { exitCode, evaluations } = await play(folder, new FakeGroup(groupId, vpcId, [80, 22]), [
      event,
      event,
    ]);
    strictEqual(exitCode, 0);
    deepStrictEqual(
      evaluations.map(({ ComplianceType }) => ComplianceType),
      ["NON_COMPLIANT", "COMPLIANT", "COMPLIANT"],
    );
  });

  it("only reports in mode report", async () => {
    const reporting = unpack(await functionArchive({ mode: "report" }));
    try {
      const group = new FakeGroup(groupId, vpcId, [80, 465]);
      const { operations, evaluations } = await play(reporting, group);
      deepStrictEqual(operations, ["DescribeSecurityGroups", "PutEvaluations"]);
      deepStrictEqual(
        evaluations.map(({ ComplianceType }) => ComplianceType),
        ["NON_COMPLIANT"],
      );
      deepStrictEqual([...group.ports], [80, 465]);
    } finally {
      discard(reporting);
    }
  });

  it("fails with its cause when AWS can't be reached, so that Lambda tries again", async () => {
    // Port 9, discard: nothing listens there.
    const { exitCode, stderr } = await invoke(folder, [event], "http://127.0.0.1:9");
    strictEqual(exitCode, 1);
    ok(stderr.includes("ECONNREFUSED"), stderr);
  });
});
