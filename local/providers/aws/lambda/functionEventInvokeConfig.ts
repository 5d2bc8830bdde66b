import type {
  FunctionEventInvokeConfig,
  FunctionEventInvokeConfigArgs,
} from "@pulumi/aws/lambda/functionEventInvokeConfig";
import { number, object, text } from "../../properties/property";
import { createdAndUpdatedBy, resourceType } from "../resource/resourceType";

/** Its id is the function's name; versions and aliases aren't offered. */
export default resourceType<FunctionEventInvokeConfigArgs, FunctionEventInvokeConfig>({
  token: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  properties: {
    destinationConfig: object({
      onFailure: object({ destination: text({ required: true }) }),
      onSuccess: object({ destination: text({ required: true }) }),
    }),
    functionName: text({ required: true, replaces: true }),
    maximumEventAgeInSeconds: number(),
    maximumRetryAttempts: number({ default: 2 }),
  },
  gone: ["ResourceNotFoundException"],

  ...createdAndUpdatedBy(async (inputs, aws) => {
    const { onFailure, onSuccess } = inputs.destinationConfig ?? {};
    await aws.lambda.putFunctionEventInvokeConfig({
      FunctionName: inputs.functionName,
      MaximumRetryAttempts: inputs.maximumRetryAttempts,
      MaximumEventAgeInSeconds: inputs.maximumEventAgeInSeconds,
      DestinationConfig: {
        OnFailure: onFailure && { Destination: onFailure.destination },
        OnSuccess: onSuccess && { Destination: onSuccess.destination },
      },
    });
    return inputs.functionName;
  }),

  async read(id, aws) {
    const settings = await aws.lambda.getFunctionEventInvokeConfig({ FunctionName: id });
    const { OnFailure, OnSuccess } = settings.DestinationConfig ?? {};
    return {
      destinationConfig: {
        onFailure: OnFailure?.Destination ? { destination: OnFailure.Destination } : undefined,
        onSuccess: OnSuccess?.Destination ? { destination: OnSuccess.Destination } : undefined,
      },
      functionName: id,
      maximumEventAgeInSeconds: settings.MaximumEventAgeInSeconds,
      maximumRetryAttempts: settings.MaximumRetryAttempts,
    };
  },

  async delete(id, _, aws) {
    await aws.lambda.deleteFunctionEventInvokeConfig({ FunctionName: id });
  },
});
