import { getTopic } from "@pulumi/aws/sns/getTopic";
import type { Account } from "../account";
import { rejectExisting } from "./rejectExisting";

/**
 * Rejects the topic where one of its name exists, as the provider does too, but with what to do about it. AWS itself returns a
 * topic that exists as if it had been created.
 */
export function rejectTopic(resource: string, topicName: string, { id, region }: Account) {
  return rejectExisting(resource, async () => {
    try {
      await getTopic({ name: topicName });
    } catch {
      // There is none, or it can't be determined: then the provider's own check decides.
      return undefined;
    }
    return (
      `The topic ${topicName} exists already in account ${id}, ${region}, and this stack hasn't created it: it stays as it is. ` +
      "Most likely another stack has the same account string: set another one (pulumi config set itscAccount …), or destroy that stack first."
    );
  });
}
