import type { DeliveryChannel } from "@aws-sdk/client-config-service";
import type { ErrorDetails } from "../support/errors";

/** A channel's settings, checked. */
export type ChannelSettings = DeliveryChannel & { readonly name: string; readonly s3BucketName: string };

/** In capitals, as AWS returns it; the SDK's type has it in another case. */
type DeliveryStatus = "SUCCESS" | "FAILURE" | "NOT_APPLICABLE";

/** A delivery channel, with the outcomes of its three kinds of delivery. */
export class Channel {
  readonly name: string;
  readonly history = new FileDelivery();
  readonly snapshot = new FileDelivery();
  readonly stream = new StreamDelivery();

  constructor(public settings: ChannelSettings) {
    this.name = settings.name;
  }

  /** As DescribeDeliveryChannelStatus returns it. */
  describeStatus() {
    return {
      name: this.name,
      configSnapshotDeliveryInfo: this.snapshot.describe(),
      configHistoryDeliveryInfo: this.history.describe(),
      configStreamDeliveryInfo: this.stream.describe(),
    };
  }
}

/** The outcomes of writing files of one kind to the bucket. */
export class FileDelivery {
  private status?: DeliveryStatus;
  private attempted?: Date;
  private succeeded?: Date;
  private error?: ErrorDetails;

  note(error?: ErrorDetails): void {
    this.attempted = new Date();
    this.status = error ? "FAILURE" : "SUCCESS";
    this.error = error;
    if (!error) this.succeeded = this.attempted;
  }

  describe() {
    return {
      lastStatus: this.status,
      lastErrorCode: this.error?.code,
      lastErrorMessage: this.error?.message,
      lastAttemptTime: this.attempted,
      lastSuccessfulTime: this.succeeded,
    };
  }
}

/** The outcomes of publishing to the topic. */
export class StreamDelivery {
  private status?: DeliveryStatus;
  private changed?: Date;
  private error?: ErrorDetails;

  note(status: DeliveryStatus, error?: ErrorDetails): void {
    if (this.status !== status) this.changed = new Date();
    this.status = status;
    this.error = error;
  }

  describe() {
    return {
      lastStatus: this.status,
      lastErrorCode: this.error?.code,
      lastErrorMessage: this.error?.message,
      lastStatusChangeTime: this.changed,
    };
  }
}
