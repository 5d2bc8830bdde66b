import { GetFunctionConfigurationCommand } from "@aws-sdk/client-lambda";
import type { LabStackOutputs } from "../../components/labOutputs";
import type { LabClients } from "../stack/clients";
import { holds, orAbsent, redeploy, same } from "./checks";
import type { TaskReport } from "./report";

/** The function of Task 1. */
export async function examineFunction(
  lab: LabStackOutputs,
  { lambda }: LabClients,
): Promise<Pick<TaskReport, "checks" | "evidence">> {
  const found = await orAbsent(
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: lab.functionName })),
    "ResourceNotFoundException",
  );
  if (found === undefined) {
    return { checks: [same(`function ${lab.functionName}`, "there", "not there", redeploy)], evidence: [] };
  }
  return {
    checks: [
      same(`ARN of function ${lab.functionName}`, lab.LambdaFunctionARN, found.FunctionArn, redeploy),
      same("its role", lab.functionRoleArn, found.Role, redeploy),
      holds("its runtime", "Node.js", found.Runtime, found.Runtime?.startsWith("nodejs") === true, redeploy),
      same("its log group", lab.logGroupName, found.LoggingConfig?.LogGroup, redeploy),
      holds(
        "its state",
        "Active",
        found.State ?? "Active",
        (found.State ?? "Active") === "Active",
        found.StateReason ?? "Wait a moment, then look again.",
      ),
    ],
    evidence: [],
  };
}
