import { isDeleted, resourceKey, type Item, type Resource } from "./items";

/** AWS keeps items for seven years; here only the newest, to bound the memory of a long session. */
const itemsPerResource = 1_000;
const deletedKept = 5_000;

/** The configuration items of a region, by resource, oldest first. */
export class ItemHistory {
  private readonly byResource = new Map<string, Item[]>();
  private readonly current = new Map<string, Map<string, Item>>();
  /** Keys of deleted resources, in order of deletion. */
  private readonly deleted = new Set<string>();

  /** Adds an item, at least a millisecond after the resource's last one: times and state ids are unique. */
  append(item: Item): Item {
    const key = resourceKey(item);
    const items = this.byResource.get(key) ?? [];
    const earliest = (items.at(-1)?.captureTime.getTime() ?? 0) + 1;
    const kept = { ...item, captureTime: new Date(Math.max(item.captureTime.getTime(), earliest)) };
    items.push(kept);
    if (items.length > itemsPerResource) items.shift();
    this.byResource.set(key, items);
    this.index(key, kept);
    return kept;
  }

  /** The resource's newest item, deleted or not. */
  last(resource: Resource): Item | undefined {
    return this.byResource.get(resourceKey(resource))?.at(-1);
  }

  /** Every item of a resource, oldest first. */
  of(resource: Resource): readonly Item[] {
    return this.byResource.get(resourceKey(resource)) ?? [];
  }

  /** The newest item of each existing resource of a type. */
  existing(resourceType: string): Item[] {
    return [...(this.current.get(resourceType)?.values() ?? [])];
  }

  /** Types with at least one existing resource. */
  existingTypes(): string[] {
    return [...this.current.keys()].filter((type) => (this.current.get(type)?.size ?? 0) > 0);
  }

  /** The last item of each deleted resource of a type. */
  deletedOf(resourceType: string): Item[] {
    return [...this.deleted]
      .map((key) => this.byResource.get(key)?.at(-1))
      .filter((item) => item?.resourceType === resourceType) as Item[];
  }

  private index(key: string, item: Item): void {
    const ofType = this.current.get(item.resourceType) ?? new Map<string, Item>();
    this.current.set(item.resourceType, ofType);
    this.deleted.delete(key);
    if (isDeleted(item)) {
      ofType.delete(key);
      this.deleted.add(key);
      this.dropOldestDeleted();
    } else {
      ofType.set(key, item);
    }
  }

  private dropOldestDeleted(): void {
    const [oldest] = this.deleted;
    if (this.deleted.size <= deletedKept || oldest === undefined) return;
    this.deleted.delete(oldest);
    this.byResource.delete(oldest);
  }
}
