import assert from "node:assert/strict";
import { join } from "node:path";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { makeRoles } from "../../class/localClass/makeRoles";
import { runStacks, type StackJob } from "../../class/run";

const teacher = "123456789012";
const student = "222233334444";

describe("a stack whose provider assumes a role of another account", function () {
  this.timeout(600_000);
  let session: LocalSession;

  before(async () => {
    session = await startSession({ accounts: [teacher, student], progress: () => undefined });
  });
  after(() => session?.stop());

  function clientsOf(account: string): AwsClients {
    const { endpoint, administrators } = session.aws;
    return new AwsClients("us-east-1", () => ({ endpoint, credentials: administrators[account] }));
  }

  async function run(job: Pick<StackJob, "operation" | "config">) {
    const never = new AbortController().signal;
    const [result] = await runStacks(
      [
        {
          job: { ...job, stack: "stuabc", workDir: join(session.folder, "stuabc") },
          environment: session.environment,
        },
      ],
      {
        parallel: 1,
        stopping: { noMore: never, cancel: never, kill: never },
        watcher: { onStart: () => undefined, onEvent: () => undefined, onEnd: () => undefined },
      },
    );
    return result?.end;
  }

  it("looks for what exists already there, and not in the account of the credentials", async () => {
    const roleArn = `arn:aws:iam::${student}:role/Lab`;
    await makeRoles(session.aws, { roles: { [roleArn]: teacher } });
    const [own, other] = [clientsOf(teacher), clientsOf(student)];
    try {
      await own.config.putConfigurationRecorder({
        ConfigurationRecorder: { name: "default", roleARN: `arn:aws:iam::${teacher}:role/config` },
      });
      const config = {
        "aws:region": "us-east-1",
        "aws:assumeRoles": JSON.stringify([{ roleArn }]),
        "config-remediation-lab:itscAccount": "stuabc",
        "config-remediation-lab:subscriptionEmail": "student@example.edu",
      };
      const up = await run({ operation: "up", config });
      assert.equal(up?.kind, "done", JSON.stringify(up));
      const recorders = async ({ config: service }: AwsClients) =>
        ((await service.describeConfigurationRecorders({})).ConfigurationRecorders ?? []).map(
          ({ arn }) => arn,
        );
      assert.equal((await recorders(other)).length, 1);
      const down = await run({ operation: "destroy" });
      assert.equal(down?.kind, "done", JSON.stringify(down));
      assert.equal((await recorders(own)).length, 1);
      assert.deepEqual(await recorders(other), []);
    } finally {
      own.destroy();
      other.destroy();
    }
  });
});
