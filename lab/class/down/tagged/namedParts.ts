import { orAbsent } from "../../../failures";
import { allOf } from "../../../tasks";
import { isNamed, tagsOf, type FindTagged, type Tagged } from "./taggedKind";

/** What a lab has beside its VPC, in the order in which it can be deleted. */
export const namedParts: Readonly<Record<string, FindTagged>> = {
  rule: async ({ config }, sought) => {
    const { paginateDescribeConfigRules } = await import("@aws-sdk/client-config-service");
    const rules = await allOf(
      paginateDescribeConfigRules({ client: config }, {}),
      (page) => page.ConfigRules,
    );
    return Promise.all(
      rules
        .filter(({ ConfigRuleName }) => isNamed(ConfigRuleName, "EC2SecurityGroup", sought))
        .map(async ({ ConfigRuleName = "", ConfigRuleArn }): Promise<Tagged> => {
          const { Tags } = await config.listTagsForResource({ ResourceArn: ConfigRuleArn });
          const command = `aws configservice delete-config-rule --config-rule-name ${ConfigRuleName}`;
          return { id: ConfigRuleName, tags: tagsOf(Tags), commands: [command] };
        }),
    );
  },
  recorder: async ({ config }) => {
    const { ConfigurationRecorders = [] } = await config.describeConfigurationRecorders({});
    return Promise.all(
      ConfigurationRecorders.map(async ({ name = "", arn }): Promise<Tagged> => {
        const { Tags } = arn === undefined ? {} : await config.listTagsForResource({ ResourceArn: arn });
        const command = `aws configservice delete-configuration-recorder --configuration-recorder-name ${name}`;
        return { id: name, tags: tagsOf(Tags), commands: [command] };
      }),
    );
  },
  function: async ({ lambda }, sought) => {
    const { paginateListFunctions } = await import("@aws-sdk/client-lambda");
    const functions = await allOf(paginateListFunctions({ client: lambda }, {}), (page) => page.Functions);
    return Promise.all(
      functions
        .filter(({ FunctionName }) => isNamed(FunctionName, "evaluate_remediate_security_group", sought))
        .map(async ({ FunctionName = "", FunctionArn }): Promise<Tagged> => {
          const { Tags = {} } = await lambda.listTags({ Resource: FunctionArn });
          const command = `aws lambda delete-function --function-name ${FunctionName}`;
          return { id: FunctionName, tags: Tags, commands: [command] };
        }),
    );
  },
  "log group": async ({ logs }, sought) => {
    const base = "awsconfig_lambda_security_group";
    const { paginateDescribeLogGroups } = await import("@aws-sdk/client-cloudwatch-logs");
    const pages = paginateDescribeLogGroups({ client: logs }, { logGroupNamePrefix: base });
    const groups = await allOf(pages, (page) => page.logGroups);
    return Promise.all(
      groups
        .filter(({ logGroupName }) => isNamed(logGroupName, base, sought))
        .map(async ({ logGroupName = "", arn = "" }): Promise<Tagged> => {
          // The ARN of the group itself, without the end that stands for its streams.
          const { tags = {} } = await logs.listTagsForResource({ resourceArn: arn.replace(/:\*$/, "") });
          const command = `aws logs delete-log-group --log-group-name ${logGroupName}`;
          return { id: logGroupName, tags, commands: [command] };
        }),
    );
  },
  topic: async ({ sns }) => {
    const { paginateListTopics } = await import("@aws-sdk/client-sns");
    const topics = await allOf(paginateListTopics({ client: sns }, {}), (page) => page.Topics);
    return Promise.all(
      topics
        .filter(({ TopicArn }) => /:ust-[^:]+-config-topic$/.test(TopicArn ?? ""))
        .map(async ({ TopicArn = "" }): Promise<Tagged> => {
          const { Tags } = await sns.listTagsForResource({ ResourceArn: TopicArn });
          return {
            id: TopicArn,
            tags: tagsOf(Tags),
            commands: [`aws sns delete-topic --topic-arn ${TopicArn}`],
          };
        }),
    );
  },
  bucket: async ({ s3 }) => {
    const { Buckets = [] } = await s3.listBuckets({});
    return Promise.all(
      Buckets.filter(({ Name = "" }) => Name.includes("-history-")).map(
        async ({ Name = "" }): Promise<Tagged> => {
          const tagging = await orAbsent(
            s3.getBucketTagging({ Bucket: Name }),
            "NoSuchTagSet",
            "NoSuchBucket",
          );
          return { id: Name, tags: tagsOf(tagging?.TagSet), commands: [`aws s3 rb s3://${Name} --force`] };
        },
      ),
    );
  },
  role: async ({ iam }, sought) => {
    const { paginateListRoles } = await import("@aws-sdk/client-iam");
    const roles = await allOf(paginateListRoles({ client: iam }, {}), (page) => page.Roles);
    return Promise.all(
      roles
        .filter(({ RoleName }) =>
          ["AwsConfigRole", "AwsConfigLambdaSGRole"].some((base) => isNamed(RoleName, base, sought)),
        )
        .map(async ({ RoleName = "" }): Promise<Tagged> => {
          const [{ Tags }, { PolicyNames = [] }, { AttachedPolicies = [] }] = await Promise.all([
            iam.listRoleTags({ RoleName }),
            iam.listRolePolicies({ RoleName }),
            iam.listAttachedRolePolicies({ RoleName }),
          ]);
          const of = `--role-name ${RoleName}`;
          return {
            id: RoleName,
            tags: tagsOf(Tags),
            commands: [
              ...PolicyNames.map((name) => `aws iam delete-role-policy ${of} --policy-name ${name}`),
              ...AttachedPolicies.map(
                ({ PolicyArn = "" }) => `aws iam detach-role-policy ${of} --policy-arn ${PolicyArn}`,
              ),
              `aws iam delete-role ${of}`,
            ],
          };
        }),
    );
  },
};
