import { randomBytes } from "node:crypto";
import type { ConfigurationRecorder, RecordingMode } from "@aws-sdk/client-config-service";
import { AwsError } from "../../service";
import type { RegionalAccount } from "../support/regionalAccount";
import type { Wire } from "../support/wire";
import { Recorder } from "./recorder";
import { completeGroup } from "./recordingGroup";

/** The region's configuration recorders, of which AWS allows one that is managed by the customer. */
export class Recorders {
  private only: Recorder | undefined;

  constructor(private readonly home: RegionalAccount) {}

  get current(): Recorder | undefined {
    return this.only;
  }

  /** The recorder while it is recording. */
  get running(): Recorder | undefined {
    return this.only?.recording ? this.only : undefined;
  }

  /**
   * Creates the recorder, or updates it.
   *
   * @throws AwsError `MaxNumberOfConfigurationRecordersExceededException`, `InvalidRoleException`,
   * `InvalidRecordingGroupException`; `ValidationException` for daily recording.
   */
  put(settings: Wire<ConfigurationRecorder>): Recorder {
    const { name = "default", roleARN, recordingGroup, recordingMode } = settings;
    if (this.only && this.only.name !== name) throw tooManyRecorders(name);
    if (!roleARN) throw new AwsError("InvalidRoleException", "The role ARN provided is null or empty.");
    const group = completeGroup(recordingGroup);
    rejectDaily(recordingMode);
    this.only ??= new Recorder(name, this.newArn(name), roleARN, group);
    this.only.roleArn = roleARN;
    this.only.group = group;
    return this.only;
  }

  delete(): void {
    this.only = undefined;
  }

  /** @throws AwsError `NoSuchConfigurationRecorderException` */
  require(name: string | undefined): Recorder {
    if (this.only && this.only.name === name) return this.only;
    throw new AwsError(
      "NoSuchConfigurationRecorderException",
      `Cannot find configuration recorder with the specified name '${name}'.`,
    );
  }

  /**
   * The named recorders; without names those with the ARN, and without an ARN all.
   *
   * @throws AwsError `NoSuchConfigurationRecorderException`
   */
  select(names: readonly string[] | undefined, arn: string | undefined): Recorder[] {
    if (names?.length) return names.map((name) => this.require(name));
    return this.only && (arn === undefined || arn === this.only.arn) ? [this.only] : [];
  }

  /**
   * @param purpose e.g. `put config rule`
   * @throws AwsError `NoAvailableConfigurationRecorderException` where there is no recorder.
   */
  requireAny(purpose?: string): Recorder {
    if (this.only) return this.only;
    throw new AwsError(
      "NoAvailableConfigurationRecorderException",
      `Configuration recorder is not available${purpose === undefined ? "" : ` to ${purpose}`}.`,
    );
  }

  private newArn(name: string): string {
    return this.home.arn(`configuration-recorder/${name}/${randomBytes(8).toString("hex")}`);
  }
}

function tooManyRecorders(name: string): AwsError {
  return new AwsError(
    "MaxNumberOfConfigurationRecordersExceededException",
    `Failed to put configuration recorder '${name}' because the maximum number of ` +
      "configuration recorders: 1 is reached.",
  );
}

/** A day is longer than a session lasts: daily recording would never record anything. */
function rejectDaily(mode: Wire<RecordingMode> | undefined): void {
  const frequencies = [mode, ...(mode?.recordingModeOverrides ?? [])].map((each) => each?.recordingFrequency);
  if (!frequencies.includes("DAILY")) return;
  throw new AwsError(
    "ValidationException",
    "AWS Config on this machine records continuously: recordingFrequency DAILY isn't offered here. Use CONTINUOUS.",
  );
}
