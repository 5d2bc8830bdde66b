import type { Values } from "../plugin/propertyValues";
import type { Properties } from "../properties/property";
import type { AwsAccount } from "./account/awsAccount";

/** A function that the provider offers beside its resources. */
export interface ProviderFunction {
  readonly args: Properties;
  call(args: Values, aws: AwsAccount): Promise<Values> | Values;
}
