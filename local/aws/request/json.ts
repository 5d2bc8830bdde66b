import { isObject } from "../../support/isObject";
import { AwsError, type AwsRequest } from "../service";

/** @throws AwsError SerializationException where the request's body isn't a JSON object. */
export function jsonObject({ json }: Pick<AwsRequest, "json">): Record<string, unknown> {
  if (isObject(json)) return json;
  throw new AwsError("SerializationException", "The request's body isn't a JSON object.");
}
