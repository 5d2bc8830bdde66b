import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import type { Message } from "google-protobuf";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { PartlyDoneError } from "./provider";
import { encode } from "./propertyValues";

/** A call that a plugin doesn't implement; the engine then uses its own default. */
export class UnimplementedError extends Error {
  constructor(call: string) {
    super(`${call} isn't implemented`);
    this.name = "UnimplementedError";
  }
}

/** The gRPC error for a failed call: its message, and for a partially created resource the id and state. */
export function toServiceError(error: unknown): ServiceError {
  const details = error instanceof Error ? error.message : String(error);
  const code = error instanceof UnimplementedError ? status.UNIMPLEMENTED : status.UNKNOWN;
  const metadata = new Metadata();
  if (error instanceof PartlyDoneError) {
    metadata.add("grpc-status-details-bin", Buffer.from(partlyDone(error).serializeBinary()));
  }
  return Object.assign(new Error(details), { code, details, metadata });
}

function partlyDone(error: PartlyDoneError): Message {
  const failed = new ErrorResourceInitFailed();
  failed.setId(error.id);
  failed.setProperties(encode(error.state));
  failed.setInputs(encode(error.inputs));
  failed.setReasonsList([error.message]);
  const detail = new Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const result = new Status();
  result.setCode(status.UNKNOWN);
  result.setMessage(error.message);
  result.addDetails(detail);
  return result;
}
