import * as pulumi from "@pulumi/pulumi";
import { createHandler, type RemediationSettings } from "../../remediation/handler";

/** The function's code with these settings, serialised as `pulumi up` does. */
export async function serialisedFunction(settings: RemediationSettings): Promise<string> {
  const { text } = await pulumi.runtime.serializeFunction(() => createHandler(settings), {
    serialize: () => true,
    exportName: "handler",
    isFactoryFunction: true,
  });
  return text;
}
