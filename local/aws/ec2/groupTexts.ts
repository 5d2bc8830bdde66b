import { AwsError } from "../service";
import { invalid, isDescription, validDescriptions } from "./permissionFields";

/**
 * Reads the name and the description of a new group. EC2 drops a name's leading and trailing spaces.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
 *
 * @throws AwsError MissingParameter, or InvalidParameterValue with EC2's message:
 * https://github.com/hashicorp/terraform-provider-aws/pull/43854, https://github.com/pulumi/pulumi-awsx/issues/328
 */
export function checkGroupTexts(parameters: URLSearchParams): { readonly name: string } {
  const [name, description] = ["GroupName", "GroupDescription"].map((parameter) => {
    const text = parameters.get(parameter)?.trim() ?? "";
    if (text === "")
      throw new AwsError("MissingParameter", `The request must contain the parameter ${parameter}`);
    if (!/^[\x20-\x7e]*$/.test(text)) {
      const message = `Value (${text}) for parameter ${parameter} is invalid.`;
      throw invalid(`${message} Character sets beyond ASCII are not supported.`);
    }
    return text;
  }) as [string, string];
  if (name.startsWith("sg-")) {
    throw invalid(
      `Value (${name}) for parameter GroupName is invalid. Group names may not be in the format sg-*.`,
    );
  }
  if (name === "default") throw invalid("Cannot use reserved security group name: default");
  if (!isDescription(name)) {
    throw invalid(
      `Invalid security group name. ${validDescriptions.replace("descriptions are", "names are non-empty")}`,
    );
  }
  if (!isDescription(description)) throw invalid(`Invalid security group description. ${validDescriptions}`);
  return { name };
}
