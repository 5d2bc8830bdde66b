import type { DeliveryChannel, DeliveryChannelStatus } from "@aws-sdk/client-config-service";
import type { ErrorDetails } from "./errors";

/** The region's delivery channel, with how its three kinds of delivery go. */
export interface Channel {
  readonly name: string;
  settings: DeliveryChannel & { readonly s3BucketName: string };
  readonly history: FileDelivery;
  readonly snapshot: FileDelivery;
  readonly stream: { status?: DeliveryStatus; changed?: Date; error?: ErrorDetails };
}

/** Words as AWS answers them; the SDK's type has them in another case. */
type DeliveryStatus = "SUCCESS" | "FAILURE" | "NOT_APPLICABLE";

interface FileDelivery {
  status?: DeliveryStatus;
  attempted?: Date;
  succeeded?: Date;
  error?: ErrorDetails;
}

export function newChannel(settings: Channel["settings"]): Channel {
  return { name: settings.name ?? "default", settings, history: {}, snapshot: {}, stream: {} };
}

/** Notes how writing a file went. */
export function noteFile(delivery: FileDelivery, error?: ErrorDetails): void {
  delivery.attempted = new Date();
  delivery.status = error ? "FAILURE" : "SUCCESS";
  delivery.error = error;
  if (!error) delivery.succeeded = delivery.attempted;
}

/** Notes how publishing to the topic went. */
export function noteStream(channel: Channel, status: DeliveryStatus, error?: ErrorDetails): void {
  if (channel.stream.status !== status) channel.stream.changed = new Date();
  channel.stream.status = status;
  channel.stream.error = error;
}

/** As DescribeDeliveryChannelStatus answers it. */
export function toChannelStatus(
  channel: Channel,
): Omit<DeliveryChannelStatus, keyof StatusInfos> & StatusInfos {
  const { stream } = channel;
  return {
    name: channel.name,
    configSnapshotDeliveryInfo: fileInfo(channel.snapshot),
    configHistoryDeliveryInfo: fileInfo(channel.history),
    configStreamDeliveryInfo: {
      lastStatus: stream.status,
      lastErrorCode: stream.error?.code,
      lastErrorMessage: stream.error?.message,
      lastStatusChangeTime: stream.changed,
    },
  };
}

interface StatusInfos {
  readonly configSnapshotDeliveryInfo: ReturnType<typeof fileInfo>;
  readonly configHistoryDeliveryInfo: ReturnType<typeof fileInfo>;
  readonly configStreamDeliveryInfo: object;
}

function fileInfo(delivery: FileDelivery) {
  return {
    lastStatus: delivery.status,
    lastErrorCode: delivery.error?.code,
    lastErrorMessage: delivery.error?.message,
    lastAttemptTime: delivery.attempted,
    lastSuccessfulTime: delivery.succeeded,
  };
}
