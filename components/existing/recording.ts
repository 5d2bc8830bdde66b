import type { ConfigService } from "@aws-sdk/client-config-service";
import type { Account } from "../account";
import type { LabTags } from "../labTags";
import { configRequests } from "./configService";
import { rejectExisting } from "./rejectExisting";

/** Rejects the recorder where the account has one already: it has the same name, or AWS would reject a second one. */
export function rejectRecorder(resource: string, account: Account) {
  const request = configRequests(account);
  return rejectExisting(resource, async () => {
    const recorders = await request("a recorder", async (service) => {
      const { ConfigurationRecorders = [] } = await service.describeConfigurationRecorders({});
      const elsewhere = ConfigurationRecorders.find(({ arn }) => accountIn(arn) !== account.id);
      // Such as the credentials before the provider assumes a role by a web identity.
      if (elsewhere) throw new Error(`the credentials are of account ${accountIn(elsewhere.arn)}`);
      return ConfigurationRecorders;
    });
    const [recorder] = recorders;
    return recorder && recordsAlready(account, `the recorder ${JSON.stringify(recorder.name)}`);
  });
}

/**
 * Rejects the delivery channel where the account has one already, unless it delivers to the stack's own bucket. Bucket names
 * are unique, so this holds in a preview too, in which nothing that will be replaced has been deleted.
 */
export function rejectChannel(resource: string, account: Account) {
  const request = configRequests(account);
  return rejectExisting(
    resource,
    async ({ s3BucketName }) => {
      const channels = await request("a delivery channel", async (service) => {
        const { DeliveryChannels = [] } = await service.describeDeliveryChannels({});
        return DeliveryChannels;
      });
      const other = channels.find((channel) => channel.s3BucketName !== s3BucketName);
      return (
        other &&
        recordsAlready(
          account,
          `the delivery channel ${JSON.stringify(other.name)} to the bucket ${other.s3BucketName}`,
        )
      );
    },
    { onDryRun: true },
  );
}

/**
 * Rejects the rule where the account has one of its name, unless that one has the project's tag and invokes this
 * stack's function: then the stack created it and lost it from its state, and takes it over. A rule made by hand for that
 * function has no such tag. The stack's name doesn't count, since `pulumi stack rename` changes it.
 */
export function rejectRule(resource: string, ruleName: string, tags: LabTags | undefined, account: Account) {
  const request = configRequests(account);
  return rejectExisting(resource, async ({ source }) => {
    const { sourceIdentifier: functionArn } = source as { readonly sourceIdentifier?: string };
    const own = { project: tags?.["Project"], functionArn };
    const others = await request(`a rule ${ruleName}`, (service) => isAnothers(service, ruleName, own));
    return others
      ? `AWS Config in ${place(account)} has the rule ${JSON.stringify(ruleName)} already, and this stack hasn't created it: ` +
          `it stays as it is. Delete it, if nothing else needs it (aws configservice delete-config-rule --config-rule-name ` +
          `${ruleName}), or stay at the stage before (pulumi config set stage monitored).`
      : undefined;
  });
}

/** What a rule that the stack created has. */
interface OwnRule {
  readonly project?: string;
  readonly functionArn?: string;
}

/** Whether there is a rule of this name that the stack hasn't created. */
async function isAnothers(service: ConfigService, name: string, own: OwnRule): Promise<boolean> {
  try {
    const { ConfigRules: [rule] = [] } = await service.describeConfigRules({ ConfigRuleNames: [name] });
    if (rule?.Source?.SourceIdentifier !== own.functionArn) return true;
    const { Tags = [] } = await service.listTagsForResource({ ResourceArn: rule?.ConfigRuleArn });
    const project = Tags.find(({ Key }) => Key === "Project")?.Value;
    return project === undefined || project !== own.project;
  } catch (error) {
    if ((error as Error).name === "NoSuchConfigRuleException") return false;
    throw error;
  }
}

function recordsAlready(account: Account, what: string): string {
  return (
    `AWS Config in ${place(account)} has ${what} already, and this stack hasn't created it: it stays as it is. ` +
    "To use the account's recorder and channel: pulumi config set recorder adopt. To have the stack create them, delete both first, if nothing else needs them."
  );
}

function place({ id, region }: Account): string {
  return `account ${id}, ${region},`;
}

function accountIn(arn = ""): string {
  return arn.split(":")[4] ?? "";
}
