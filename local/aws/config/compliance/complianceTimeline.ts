import type { ItemHistory } from "../recording/itemHistory";
import type { Item, Resource } from "../recording/items";
import type { RegionalAccount } from "../support/regionalAccount";
import { overall, type Result } from "./results";

/**
 * Records a resource's compliance over time, as items of the type AWS::Config::ResourceCompliance whose id is
 * `TYPE/ID` of the resource, e.g. `AWS::EC2::SecurityGroup/sg-0a1b`: GetResourceConfigHistory returns them.
 *
 * On AWS these items exist only while the recorder records that type; here always, since nothing else in the
 * API shows that a resource was non-compliant before.
 */
export class ComplianceTimeline {
  constructor(
    private readonly home: RegionalAccount,
    private readonly items: ItemHistory,
  ) {}

  /** Adds an item if the results of a resource differ from its last item. */
  update(resource: Resource, results: readonly Result[]): void {
    const item = this.itemOf(resource, results);
    const last = this.items.last(item);
    const existed = last?.configuration !== undefined;
    if (JSON.stringify(last?.configuration) === JSON.stringify(item.configuration)) return;
    const status = item.configuration ? (existed ? "OK" : "ResourceDiscovered") : "ResourceDeleted";
    this.items.append({ ...item, status });
  }

  private itemOf({ resourceType, resourceId }: Resource, results: readonly Result[]): Item {
    const applicable = results.filter(({ compliance }) => compliance !== "NOT_APPLICABLE");
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
      accountId: this.home.accountId,
      region: this.home.region,
      captureTime: new Date(),
      status: "OK",
      resourceType: "AWS::Config::ResourceCompliance",
      resourceId: `${resourceType}/${resourceId}`,
      tags: {},
      relationships: [
        // Truncated on AWS too.
        { resourceType: resourceType as Item["resourceType"], resourceId, name: "Is associated with " },
      ],
      configuration: applicable.length > 0 ? configuration : undefined,
    };
  }
}
