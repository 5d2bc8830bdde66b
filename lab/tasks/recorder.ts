import {
  DescribeConfigurationRecorderStatusCommand,
  type ConfigServiceClient,
  type ConfigurationRecorder,
  type RecordingMode,
} from "@aws-sdk/client-config-service";
import type { LabStackOutputs } from "../../components/labOutputs";
import { holds, same } from "./checks";
import { examineChannel, isFailure } from "./deliveryChannel";
import { remedy } from "./part";
import { editSettings, readRecorders, recorderPart } from "./recorderPart";
import type { Check } from "./report";

const groups = "AWS::EC2::SecurityGroup";
/** What the console and the program call a recorder. */
const consoleName = "default";

/** The recorder, its delivery channel, and whether both work. An adopted recorder is checked for what the lab needs of it. */
export async function examineRecorder(lab: LabStackOutputs, config: ConfigServiceClient): Promise<Check[]> {
  const recorders = await readRecorders(config);
  const maker = recorderPart.maker(lab);
  const fits = {
    stack: ({ name }: ConfigurationRecorder) => name === lab.recorderName,
    student: () => true,
    account: records,
  }[maker];
  const recorder = recorders.find(fits);
  if (recorder === undefined) {
    const seen = recorders.map(({ name }) => name).join(", ") || "none";
    return maker === "account"
      ? [
          same(
            "the account's recorder",
            `one that records ${groups}`,
            seen,
            "The stack adopts the account's recorder: ask whoever runs the account, or pulumi config set recorder create",
          ),
        ]
      : [
          same(
            "the recorder",
            lab.recorderName ?? consoleName,
            seen,
            editSettings(lab, "as the handout's Task 3 says"),
          ),
        ];
  }
  return [
    ...(maker === "student" ? [examineName(recorder)] : []),
    ...(maker === "account" ? [] : examineOwn(lab, recorder)),
    ...(await examineStatus(lab, config, recorder.name ?? "")),
    ...(await examineChannel(lab, config)),
  ];
}

/** A recorder keeps its name, so one of another name wasn't made as the handout says. */
function examineName({ name }: ConfigurationRecorder): Check {
  return same(
    "name of the recorder",
    consoleName,
    name,
    "The console calls one default, so this was made otherwise. If it is the account's: pulumi config set recorder adopt && pulumi config set stage monitored && pulumi up",
  );
}

function records({ recordingGroup }: ConfigurationRecorder): boolean {
  if (recordingGroup?.allSupported === true) return true;
  const excluded = recordingGroup?.exclusionByResourceTypes?.resourceTypes ?? [];
  if (recordingGroup?.recordingStrategy?.useOnly === "EXCLUSION_BY_RESOURCE_TYPES")
    return !excluded.includes(groups);
  return recordingGroup?.resourceTypes?.includes(groups) === true;
}

function examineOwn(lab: LabStackOutputs, recorder: ConfigurationRecorder): Check[] {
  const { recordingGroup, recordingMode } = recorder;
  const types =
    recordingGroup?.allSupported === true ? "every type" : recordingGroup?.resourceTypes?.join(", ");
  return [
    same(
      `what recorder ${recorder.name} records`,
      groups,
      types,
      editSettings(lab, "specific resource types, and of them AWS EC2 SecurityGroup only"),
    ),
    same(
      "how often it records",
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

/** How often security groups are recorded: what is set for their type comes before what is set for all. */
function frequencyOf(mode: RecordingMode | undefined): string | undefined {
  const override = mode?.recordingModeOverrides?.find(({ resourceTypes }) => resourceTypes?.includes(groups));
  return (override ?? mode)?.recordingFrequency;
}

async function examineStatus(
  lab: LabStackOutputs,
  config: ConfigServiceClient,
  name: string,
): Promise<Check[]> {
  const { ConfigurationRecordersStatus } = await config.send(
    new DescribeConfigurationRecorderStatusCommand({ ConfigurationRecorderNames: [name] }),
  );
  const status = ConfigurationRecordersStatus?.[0];
  const failed = isFailure(status?.lastStatus);
  return [
    same(
      "is it recording?",
      "yes",
      status?.recording === true ? "yes" : "no",
      recorderPart.maker(lab) === "student"
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
      "Look at what its role may do: npx config-lab verify --task 2",
    ),
  ];
}
