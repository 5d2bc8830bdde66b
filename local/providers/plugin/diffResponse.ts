import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { ChangeKind, Difference, PropertyChange } from "./provider";

/** A difference as the engine takes it: what changes, property by property, and what that replaces. */
export function differenceToWire(difference: Difference): DiffResponse {
  const { changes } = difference;
  const response = new DiffResponse()
    .setChanges(changes.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE)
    .setDiffsList(topLevel(changes))
    .setReplacesList(topLevel(changes.filter((change) => change.replaces)))
    .setDeletebeforereplace(difference.deleteBeforeReplace)
    .setHasdetaileddiff(true);
  const detailed = response.getDetaileddiffMap();
  for (const change of changes) {
    const kind = kinds[change.kind][change.replaces ? 1 : 0];
    detailed.set(change.path, new PropertyDiff().setKind(kind).setInputdiff(change.input));
  }
  return response;
}

/** Wire kind of a change: in place, and by replacing. */
const kinds: Record<ChangeKind, [PropertyDiff.Kind, PropertyDiff.Kind]> = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
};

function topLevel(changes: readonly PropertyChange[]): string[] {
  return [...new Set(changes.map((change) => /^[^.[]+/.exec(change.path)?.[0] ?? change.path))];
}
