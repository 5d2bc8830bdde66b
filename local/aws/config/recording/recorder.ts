import type {
  ConfigurationRecorder,
  ConfigurationRecorderStatus,
  RecordingGroup,
} from "@aws-sdk/client-config-service";
import type { ErrorDetails } from "../support/errors";
import { covers } from "./recordingGroup";

/** A configuration recorder: what it records, and the outcome of its last attempt. */
export class Recorder {
  private isRecording = false;
  private startTime?: Date;
  private stopTime?: Date;
  private status?: "PENDING" | "SUCCESS" | "FAILURE";
  private statusChangeTime?: Date;
  private error?: ErrorDetails;

  constructor(
    readonly name: string,
    readonly arn: string,
    public roleArn: string,
    public group: RecordingGroup,
  ) {}

  get recording(): boolean {
    return this.isRecording;
  }

  records(resourceType: string): boolean {
    return covers(this.group, resourceType);
  }

  start(): void {
    this.isRecording = true;
    this.startTime = new Date();
    this.status = "PENDING";
    this.statusChangeTime = this.startTime;
    this.error = undefined;
  }

  stop(): void {
    this.isRecording = false;
    this.stopTime = new Date();
  }

  /** Notes the outcome of an attempt to record. */
  note(error?: ErrorDetails): void {
    const status = error ? "FAILURE" : "SUCCESS";
    if (this.status !== status) this.statusChangeTime = new Date();
    this.status = status;
    this.error = error;
  }

  /** As DescribeConfigurationRecorders returns it. */
  describe(): ConfigurationRecorder {
    return {
      arn: this.arn,
      name: this.name,
      roleARN: this.roleArn,
      recordingGroup: this.group,
      recordingMode: { recordingFrequency: "CONTINUOUS", recordingModeOverrides: [] },
      recordingScope: "PAID",
    };
  }

  /** As DescribeConfigurationRecorderStatus returns it: in capitals, unlike the SDK's type. */
  describeStatus(): Omit<ConfigurationRecorderStatus, "lastStatus"> & { readonly lastStatus?: string } {
    return {
      arn: this.arn,
      name: this.name,
      lastStartTime: this.startTime,
      lastStopTime: this.stopTime,
      recording: this.isRecording,
      lastStatus: this.status,
      lastErrorCode: this.error?.code,
      lastErrorMessage: this.error?.message,
      lastStatusChangeTime: this.statusChangeTime,
    };
  }
}
