import { deepStrictEqual, rejects, strictEqual } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipOf } from "../../../local/tests/aws/zipOf";
import { until } from "../../../local/tests/until";
import { tcp } from "../lab/faultLab";
import { startLambdaLab, type LambdaLab } from "../lab/lambdaLab";
import { Reports } from "../lab/reports";

/** More than AWS Config invokes at once. */
const groupCount = 12;

for (const executions of [1, 10]) {
  describe(`a burst of changes while Lambda's ${executions} concurrent executions are used up`, function () {
    this.timeout(300_000);
    const reports = new Reports();
    let lab: LambdaLab;
    let folder: string;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), "concurrency-"));
      lab = await startLambdaLab({ faults: reports, quotas: { executions } });
    });
    after(async () => {
      await lab?.stop();
      rmSync(folder, { recursive: true });
    });

    /** Invocations of a function of the account's own that runs until the file is there. */
    const useUp = async (file: string) => {
      const { lambda } = lab.clients;
      const { Role } = await lambda.getFunctionConfiguration({ FunctionName: "evaluate" });
      const source = `const { existsSync } = require("node:fs");
        exports.handler = async () => {
          while (!existsSync(${JSON.stringify(file)})) await new Promise((resolve) => setTimeout(resolve, 20));
        };`;
      await lambda.createFunction({
        FunctionName: "other",
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Role,
        Code: { ZipFile: zipOf({ "index.js": source }) },
        Timeout: 300,
      });
      for (let count = 0; count < executions; count++)
        await lambda.invoke({ FunctionName: "other", InvocationType: "Event" });
    };

    it("is reported and remediated for each group, none lost", async () => {
      const { config, ec2, lambda } = lab.clients;
      const groups: string[] = [];
      for (let index = 0; index < groupCount; index++)
        groups.push(await lab.makeGroup(`group-${index}`, [80, 443]));
      await lab.startRule();
      reports.clear();
      const file = join(folder, "go");
      await useUp(file);
      const throttled = () =>
        rejects(lambda.invoke({ FunctionName: "other" }), { name: "TooManyRequestsException" });

      for (const GroupId of groups)
        await ec2.authorizeSecurityGroupIngress({ GroupId, IpPermissions: [tcp(22), tcp(3389)] });
      for (const resourceId of groups) {
        await until(`the item of ${resourceId}`, async () => {
          const resource = { resourceType: "AWS::EC2::SecurityGroup", resourceId } as const;
          const { configurationItems = [] } = await config.getResourceConfigHistory(resource);
          return configurationItems.length === 2;
        });
      }
      await throttled();
      strictEqual(reports.all.length, 0);

      writeFileSync(file, "");
      await lab.aws.idle();
      // The remediation is a change itself, whose evaluation reports COMPLIANT once more.
      for (const id of groups) {
        const results = reports.all
          .filter(({ groupId }) => groupId === id)
          .map(({ compliance }) => compliance);
        deepStrictEqual([...new Set(results)], ["NON_COMPLIANT", "COMPLIANT"]);
        strictEqual(results.at(-1), "COMPLIANT");
      }
      deepStrictEqual(await lab.portsOfGroups(), { "80,443": groupCount + 1 });
      deepStrictEqual(await lab.resultsInScope(), { COMPLIANT: groupCount + 1 });
    });
  });
}
