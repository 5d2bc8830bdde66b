import type { Difference, Provider } from "../../../providers/plugin/provider";
import type { Values } from "../../../providers/plugin/propertyValues";

/** A resource as the engine's state has it. */
export interface Kept {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Values;
  readonly state: Values;
}

/** Calls a provider as the engine does, for one resource at a time. */
export class Driver {
  constructor(private readonly provider: Provider) {}

  async check(type: string, name: string, news: Values, olds: Values = {}): Promise<Values> {
    const seed = Buffer.from(`seed of ${name}`);
    const checked = await this.provider.check!({ ...subject(type, name), olds, news, seed });
    if (checked.faults.length > 0) throw new Error(JSON.stringify(checked.faults));
    return checked.inputs;
  }

  async create(type: string, name: string, news: Values): Promise<Kept> {
    const inputs = await this.check(type, name, news);
    const { id, state } = await this.provider.create!({ ...subject(type, name), inputs, preview: false });
    return { type, name, id, inputs, state };
  }

  async diff(old: Kept, news: Values): Promise<Difference> {
    const inputs = await this.check(old.type, old.name, news, old.inputs);
    return this.provider.diff!({ ...subject(old.type, old.name), ...old, news: inputs, ignoreChanges: [] });
  }

  /** Updates in place. @throws when the change would replace the resource */
  async update(old: Kept, news: Values): Promise<Kept> {
    const difference = await this.diff(old, news);
    const replaces = difference.changes.filter((change) => change.replaces);
    if (difference.changes.length === 0 || replaces.length > 0) {
      throw new Error(`not an update in place: ${JSON.stringify(difference)}`);
    }
    const inputs = await this.check(old.type, old.name, news, old.inputs);
    const state = await this.provider.update!({
      ...subject(old.type, old.name),
      id: old.id,
      state: old.state,
      news: inputs,
      ignoreChanges: [],
      preview: false,
    });
    return { ...old, inputs, state };
  }

  async refresh(old: Kept): Promise<Kept | undefined> {
    const found = await this.provider.read!({ ...subject(old.type, old.name), ...old });
    return found && { ...old, id: found.id, state: found.state, inputs: found.inputs ?? {} };
  }

  async import(type: string, name: string, id: string): Promise<Kept | undefined> {
    return this.refresh({ type, name, id, inputs: {}, state: {} });
  }

  async delete(old: Kept): Promise<void> {
    await this.provider.delete!({ ...subject(old.type, old.name), id: old.id, state: old.state });
  }
}

/** The paths of a difference, each with `+`, `-` or `~`, and `!` where it replaces. */
export function summary(difference: Difference): string[] {
  const marks = { add: "+", delete: "-", update: "~" };
  return difference.changes.map(({ path, kind, replaces }) => `${marks[kind]}${replaces ? "!" : ""} ${path}`);
}

function subject(type: string, name: string) {
  return { type, name, urn: `urn:pulumi:dev::test::${type}::${name}` };
}
