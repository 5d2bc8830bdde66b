import { paginateDescribeConfigRules, type ConfigRule } from "@aws-sdk/client-config-service";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import type { LabStackOutputs } from "../../../../components/labOutputs";
import { same, type Check, type Findings } from "../../../findings";
import { rulesByHand } from "../../../stack/rule";
import { allOf, readRecorders, recorderPart } from "../../../tasks";

const functionName = "evaluate_remediate_security_group";

/**
 * Whether anything of the student's is still at work in AWS Config: the rule, and the recorder unless it is the account's.
 *
 * @param lab the stack's outputs; undefined where the stack is gone
 */
export async function examineCleanUp(
  stack: string,
  lab: LabStackOutputs | undefined,
  clients: AwsClients,
): Promise<Findings> {
  return {
    checks: [...(await examineRules(stack, lab, clients)), ...(await examineRecorders(lab, clients))],
    evidence: [],
  };
}

/** A rule is the student's if it invokes the student's function, whatever its name is, or is the only student's of the account. */
async function examineRules(
  stack: string,
  lab: LabStackOutputs | undefined,
  { config }: AwsClients,
): Promise<Check[]> {
  const left = lab === undefined ? await rulesOfGone(stack, config) : await rulesByHand(lab, config);
  return [
    same(
      "rules of the lab",
      "none",
      left.map(({ ConfigRuleName = "one" }) => ConfigRuleName).join(", ") || "none",
      "Delete the rule.",
    ),
  ];
}

/** Rules that invoke a function of the names that the stack's had. */
async function rulesOfGone(stack: string, config: AwsClients["config"]): Promise<ConfigRule[]> {
  const rules = await allOf(paginateDescribeConfigRules({ client: config }, {}), (page) => page.ConfigRules);
  return rules.filter(({ Source }) =>
    [functionName, `${functionName}-${stack}`].some(
      (name) => Source?.SourceIdentifier?.endsWith(`:function:${name}`) === true,
    ),
  );
}

async function examineRecorders(lab: LabStackOutputs | undefined, clients: AwsClients): Promise<Check[]> {
  if (lab !== undefined && recorderPart.creator(lab) === "account") return [];
  const recorders = (await readRecorders(clients)).filter(
    // Without the stack, the handout's role is what tells the student's recorder from the account's.
    ({ roleARN }) => lab !== undefined || roleARN?.endsWith("/AwsConfigRole") === true,
  );
  const { ConfigurationRecordersStatus = [] } = await clients.config.describeConfigurationRecorderStatus({});
  const running = recorders.filter(({ name }) =>
    ConfigurationRecordersStatus.some((status) => status.name === name && status.recording === true),
  );
  return [
    same(
      "recorders that record",
      "none",
      running.map(({ name = "one" }) => name).join(", ") || "none",
      "Stop the recorder.",
    ),
  ];
}
