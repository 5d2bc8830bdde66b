import { isDeleted, resourceKey, type Item } from "./items";

/** AWS keeps items for seven years; here the newest are kept, so that a long session stays small. */
const itemsPerResource = 1_000;
const deletedResources = 5_000;

/** Every item of a region, oldest first, by resource. */
export class ItemHistory {
  private readonly byResource = new Map<string, Item[]>();
  private readonly current = new Map<string, Map<string, Item>>();
  /** Keys of deleted resources, the longest deleted first. */
  private readonly deleted = new Set<string>();

  /** Adds an item, a millisecond later than the resource's last one if need be: times and state ids are unique. */
  append(item: Item): Item {
    const key = resourceKey(item);
    const items = this.byResource.get(key) ?? [];
    const earliest = (items.at(-1)?.captureTime.getTime() ?? 0) + 1;
    const kept = { ...item, captureTime: new Date(Math.max(item.captureTime.getTime(), earliest)) };
    items.push(kept);
    if (items.length > itemsPerResource) items.shift();
    this.byResource.set(key, items);
    this.follow(key, kept);
    return kept;
  }

  /** The resource's newest item, deleted or not. */
  last(resource: { readonly resourceType: string; readonly resourceId: string }): Item | undefined {
    return this.byResource.get(resourceKey(resource))?.at(-1);
  }

  /** Every item of a resource, oldest first. */
  of(resource: { readonly resourceType: string; readonly resourceId: string }): readonly Item[] {
    return this.byResource.get(resourceKey(resource)) ?? [];
  }

  /** The newest item of each resource of a type that exists. */
  existing(resourceType: string): Item[] {
    return [...(this.current.get(resourceType)?.values() ?? [])];
  }

  /** Types of which a resource exists. */
  existingTypes(): string[] {
    return [...this.current.keys()].filter((type) => (this.current.get(type)?.size ?? 0) > 0);
  }

  /** The item of deletion of each deleted resource of a type. */
  gone(resourceType: string): Item[] {
    return [...this.deleted]
      .map((key) => this.byResource.get(key)?.at(-1))
      .filter((item) => item?.resourceType === resourceType) as Item[];
  }

  private follow(key: string, item: Item): void {
    const ofType = this.current.get(item.resourceType) ?? new Map<string, Item>();
    this.current.set(item.resourceType, ofType);
    this.deleted.delete(key);
    if (isDeleted(item)) {
      ofType.delete(key);
      this.deleted.add(key);
      this.forgetLongestDeleted();
    } else {
      ofType.set(key, item);
    }
  }

  private forgetLongestDeleted(): void {
    const [longest] = this.deleted;
    if (this.deleted.size <= deletedResources || longest === undefined) return;
    this.deleted.delete(longest);
    this.byResource.delete(longest);
  }
}
