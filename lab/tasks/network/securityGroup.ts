import type { LabStackOutputs } from "../../../components/labOutputs";
import { singlePermissions } from "../../../remediation/permissions";
import { permissionInWords } from "../../output/permissions";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { absent, holds, same, type Check, type Findings } from "../../findings";
import { requiredInWords } from "../../stack/labGroups";
import { isExpected, redeploy } from "../part";
import { orAbsent } from "../../failures";
import { rulePart } from "../rule/rulePart";

/** LabSG1 as the stack creates it. */
export async function examineSecurityGroup(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const id = lab.securityGroupId;
  const response = await orAbsent(
    clients.ec2.describeSecurityGroups({ GroupIds: [id] }),
    "InvalidGroup.NotFound",
  );
  const group = response?.SecurityGroups?.[0];
  if (group === undefined) return absent(`security group ${id}`, redeploy);
  const words = singlePermissions(group.IpPermissions ?? []).map(({ permission }) =>
    permissionInWords(permission),
  );
  return {
    checks: [
      same(`name of security group ${id}`, lab.securityGroupName, group.GroupName, redeploy),
      same("its description", "LabSG1", group.Description, redeploy),
      same("its VPC", lab.vpcId, group.VpcId, redeploy),
      ...(await examineInitialRule(lab, clients, words)),
    ],
    evidence: [],
  };
}

/** The rule that the group is created with. A remediation under a policy without it has removed it as it should. */
async function examineInitialRule(
  lab: LabStackOutputs,
  clients: AwsClients,
  words: readonly string[],
): Promise<Check[]> {
  const http = "TCP 80 from 0.0.0.0/0";
  const remediates = await isExpected(rulePart, lab, clients);
  if (remediates && !requiredInWords(lab).includes(http)) return [];
  return [
    holds(
      "its rule for HTTP",
      http,
      words.join(", ") || "no rule",
      words.includes(http),
      remediates && lab.mode === "enforce"
        ? "The remediation restores it; on AWS that takes up to 15 minutes."
        : "Add it in the console, or revert the incident: npx config-lab incident required-removed --revert",
    ),
  ];
}
