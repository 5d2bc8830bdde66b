import type { ConfigurationRecorder, RecordingMode } from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../../components/labOutputs";
import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { holds, same, type Check, type Findings } from "../../findings";
import { remedy } from "../part";
import { isFailure } from "./deliveryStatus";
import { editSettings, readRecorders, recorderPart } from "./recorderPart";

const groups = "AWS::EC2::SecurityGroup";
/** The name that the console and the program give a recorder. */
const consoleName = "default";

/** The recorder, and whether it records. An adopted recorder is checked only for what the lab needs of it. */
export async function examineRecorder(lab: LabStackOutputs, clients: AwsClients): Promise<Findings> {
  const recorders = await readRecorders(clients);
  const creator = recorderPart.creator(lab);
  const suits = {
    stack: ({ name }: ConfigurationRecorder) => name === lab.recorderName,
    student: () => true,
    account: records,
  }[creator];
  const recorder = recorders.find(suits);
  if (recorder === undefined) {
    return {
      checks: [missingRecorder(lab, recorders.map(({ name }) => name).join(", ") || "none")],
      evidence: [],
    };
  }
  return {
    checks: [
      ...(creator === "student" ? [examineName(recorder)] : []),
      ...(creator === "account" ? [] : examineSettings(lab, recorder)),
      ...(await examineStatus(lab, clients, recorder.name ?? "")),
    ],
    evidence: [],
  };
}

function missingRecorder(lab: LabStackOutputs, seen: string): Check {
  if (recorderPart.creator(lab) !== "account") {
    const settings = editSettings(lab, "as in the handout's Task 3");
    return same("the recorder", lab.recorderName ?? consoleName, seen, settings);
  }
  return same(
    "the account's recorder",
    `one that records ${groups}`,
    seen,
    "The stack adopts the account's recorder: ask the account's administrator for one, or pulumi config set recorder create",
  );
}

/** A recorder can't be renamed, so one of another name wasn't created as in the handout. */
function examineName({ name }: ConfigurationRecorder): Check {
  return same(
    "name of the recorder",
    consoleName,
    name,
    "The console names a recorder default, so this one was created elsewhere. If it is the account's: pulumi config set recorder adopt && pulumi config set stage monitored && pulumi up",
  );
}

function records({ recordingGroup }: ConfigurationRecorder): boolean {
  if (recordingGroup?.allSupported === true) return true;
  const excluded = recordingGroup?.exclusionByResourceTypes?.resourceTypes ?? [];
  if (recordingGroup?.recordingStrategy?.useOnly === "EXCLUSION_BY_RESOURCE_TYPES")
    return !excluded.includes(groups);
  return recordingGroup?.resourceTypes?.includes(groups) === true;
}

function examineSettings(lab: LabStackOutputs, recorder: ConfigurationRecorder): Check[] {
  const { recordingGroup, recordingMode } = recorder;
  const types =
    recordingGroup?.allSupported === true ? "all types" : recordingGroup?.resourceTypes?.join(", ");
  return [
    same(
      `resource types of recorder ${recorder.name}`,
      groups,
      types,
      editSettings(lab, "specific resource types, with AWS EC2 SecurityGroup as the only one"),
    ),
    same(
      "its recording frequency",
      "CONTINUOUS",
      frequencyOf(recordingMode),
      editSettings(lab, "frequency Continuous"),
    ),
    same(
      "its role",
      lab.configRoleArn,
      recorder.roleARN,
      editSettings(lab, `role ${lab.configRoleName}, from your account`),
    ),
  ];
}

/** How often security groups are recorded: an override for their type takes precedence over the general setting. */
function frequencyOf(mode: RecordingMode | undefined): string | undefined {
  const override = mode?.recordingModeOverrides?.find(({ resourceTypes }) => resourceTypes?.includes(groups));
  return (override ?? mode)?.recordingFrequency;
}

async function examineStatus(lab: LabStackOutputs, { config }: AwsClients, name: string): Promise<Check[]> {
  const { ConfigurationRecordersStatus } = await config.describeConfigurationRecorderStatus({
    ConfigurationRecorderNames: [name],
  });
  const status = ConfigurationRecordersStatus?.[0];
  const failed = isFailure(status?.lastStatus);
  return [
    same(
      "its status",
      "recording",
      status?.recording === true ? "recording" : "stopped",
      recorderPart.creator(lab) === "student"
        ? remedy(recorderPart, lab, "Settings: Start recording")
        : `Start it: aws configservice start-configuration-recorder --configuration-recorder-name ${name}`,
    ),
    holds(
      "its last recording",
      "no failure",
      failed
        ? `failure: ${status?.lastErrorCode} ${status?.lastErrorMessage ?? ""}`.trim()
        : (status?.lastStatus ?? "none yet"),
      !failed,
      "Check the permissions of its role: npx config-lab verify --task 2",
    ),
  ];
}
