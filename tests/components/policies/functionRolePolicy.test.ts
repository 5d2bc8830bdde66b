import { strictEqual } from "node:assert";
import type { Mode, Scope } from "../../../components/configuration/labConfiguration";
import { functionRolePolicy } from "../../../components/policies/functionRolePolicy";
import { account } from "../mockAws";
import { allows } from "./allows";

const principal = "arn:aws:iam::123456789012:role/AwsConfigLambdaSGRole";
const vpcId = "vpc-0a1b2c3d4e5f60718";
const ec2 = "arn:aws:ec2:us-east-1:123456789012";
const log = "arn:aws:logs:us-east-1:123456789012:log-group:awsconfig_lambda_security_group";
const group = `${ec2}:security-group/sg-0a1b2c3d4e5f60718`;
const writes = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];

function asker(mode: Mode, scope: Scope) {
  const identity = functionRolePolicy({ account, mode, scope, vpcId, logGroupArn: log });
  return (action: string, resource: string, context: Record<string, string> = {}) =>
    allows({ identity }, { principal, action, resource, context });
}

const inVpc = (id: string) => ({ "ec2:Vpc": `${ec2}:vpc/${id}` });

describe("functionRolePolicy", () => {
  for (const mode of ["enforce", "report"] as const) {
    for (const scope of ["lab", "account"] as const) {
      describe(`in mode ${mode} with scope ${scope}`, () => {
        const may = asker(mode, scope);

        it("lets the function see groups, report, and write its own log", async () => {
          strictEqual(await may("ec2:DescribeSecurityGroups", "*"), true);
          strictEqual(await may("config:PutEvaluations", "*"), true);
          strictEqual(await may("logs:PutLogEvents", `${log}:log-stream:2026/11/24/a`), true);
          strictEqual(await may("logs:PutLogEvents", `${log}-other:log-stream:a`), false);
        });

        it("lets it do nothing else to groups, rules or the recorder", async () => {
          strictEqual(await may("ec2:AuthorizeSecurityGroupEgress", group, inVpc(vpcId)), false);
          strictEqual(await may("ec2:DeleteSecurityGroup", group, inVpc(vpcId)), false);
          strictEqual(await may("config:StopConfigurationRecorder", "*"), false);
        });

        for (const action of writes) {
          it(`${mode === "enforce" ? "lets" : "doesn't let"} it ${action} in the lab's VPC`, async () => {
            strictEqual(await may(action, group, inVpc(vpcId)), mode === "enforce");
          });

          const elsewhere = mode === "enforce" && scope === "account";
          it(`${elsewhere ? "lets" : "doesn't let"} it ${action} in another VPC`, async () => {
            strictEqual(await may(action, group, inVpc("vpc-0ffffffffffffffff")), elsewhere);
          });

          it(`doesn't let it ${action} in another Region or account`, async () => {
            const oregon = "arn:aws:ec2:us-west-2:123456789012:security-group/sg-1";
            const other = "arn:aws:ec2:us-east-1:210987654321:security-group/sg-1";
            strictEqual(await may(action, oregon, inVpc(vpcId)), false);
            strictEqual(await may(action, other, inVpc(vpcId)), false);
          });
        }
      });
    }
  }
});
