import type { LabStackOutputs } from "../../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { absent, holds, same, type Findings } from "../../findings";
import { redeploy } from "../part";
import { orAbsent } from "../../failures";

/** The function: its role, runtime, log group and state. */
export async function examineFunction(lab: LabStackOutputs, { lambda }: AwsClients): Promise<Findings> {
  const found = await orAbsent(
    lambda.getFunctionConfiguration({ FunctionName: lab.functionName }),
    "ResourceNotFoundException",
  );
  if (found === undefined) return absent(`function ${lab.functionName}`, redeploy);
  return {
    checks: [
      same(`ARN of function ${lab.functionName}`, lab.LambdaFunctionARN, found.FunctionArn, redeploy),
      same("its role", lab.functionRoleArn, found.Role, redeploy),
      holds("its runtime", "Node.js", found.Runtime, found.Runtime?.startsWith("nodejs") === true, redeploy),
      same("its log group", lab.logGroupName, found.LoggingConfig?.LogGroup, redeploy),
      same(
        "its state",
        "Active",
        found.State ?? "Active",
        found.StateReason ?? "Wait a minute, then check again.",
      ),
    ],
    evidence: [],
  };
}
