import type { Item } from "./items";
import type { ItemHistory } from "./itemHistory";
import { overall, type Result } from "./results";

const complianceType = "AWS::Config::ResourceCompliance";

/**
 * Keeps how a resource's compliance went over time, as items of the type AWS::Config::ResourceCompliance whose
 * id is `TYPE/ID` of the resource, e.g. `AWS::EC2::SecurityGroup/sg-0a1b`: GetResourceConfigHistory shows them.
 *
 * On AWS these items are made only while the recorder records that type; here always, since nothing else in
 * the API tells that a resource was non-compliant before.
 */
export class ComplianceTimeline {
  constructor(
    private readonly items: ItemHistory,
    private readonly accountId: string,
    private readonly region: string,
  ) {}

  /** Adds an item if the results of a resource say something else than its last item. */
  update(resource: Pick<Result, "resourceType" | "resourceId">, results: readonly Result[]): void {
    const item = this.itemOf(resource, results);
    const last = this.items.last(item);
    const existed = last?.configuration !== undefined;
    if (JSON.stringify(last?.configuration) === JSON.stringify(item.configuration)) return;
    const status = item.configuration ? (existed ? "OK" : "ResourceDiscovered") : "ResourceDeleted";
    this.items.append({ ...item, status });
  }

  private itemOf(resource: Pick<Result, "resourceType" | "resourceId">, results: readonly Result[]): Item {
    const applicable = results.filter(({ compliance }) => compliance !== "NOT_APPLICABLE");
    const { resourceType, resourceId } = resource;
    const configuration = {
      complianceType: overall(applicable),
      targetResourceId: resourceId,
      targetResourceType: resourceType,
      configRuleList: applicable.map(({ rule, compliance }) => ({
        configRuleName: rule.name,
        configRuleArn: rule.arn,
        configRuleId: rule.id,
        complianceType: compliance,
      })),
    };
    return {
      accountId: this.accountId,
      region: this.region,
      captureTime: new Date(),
      status: "OK",
      resourceType: complianceType,
      resourceId: `${resourceType}/${resourceId}`,
      tags: {},
      relationships: [
        // The name is cut short on AWS too.
        { resourceType: resourceType as Item["resourceType"], resourceId, name: "Is associated with " },
      ],
      configuration: applicable.length > 0 ? configuration : undefined,
    };
  }
}
