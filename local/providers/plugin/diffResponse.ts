import { DiffResponse, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { topLevelName } from "./propertyPath";
import type { ChangeKind, Difference, PropertyChange } from "./provider";

/** A difference as the engine receives it: what changes, property by property, and what that replaces. */
export function diffResponse({ changes, deleteBeforeReplace }: Difference): DiffResponse {
  const response = new DiffResponse()
    .setChanges(changes.length > 0 ? DiffResponse.DiffChanges.DIFF_SOME : DiffResponse.DiffChanges.DIFF_NONE)
    .setDiffsList(topLevelNames(changes))
    .setReplacesList(topLevelNames(changes.filter((change) => change.replaces)))
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  const detailed = response.getDetaileddiffMap();
  for (const { path, kind, replaces } of changes) {
    detailed.set(path, new PropertyDiff().setKind(kinds[kind][replaces ? 1 : 0]).setInputdiff(true));
  }
  return response;
}

/** In place, and by replacing. */
const kinds: Record<ChangeKind, [PropertyDiff.Kind, PropertyDiff.Kind]> = {
  add: [PropertyDiff.Kind.ADD, PropertyDiff.Kind.ADD_REPLACE],
  delete: [PropertyDiff.Kind.DELETE, PropertyDiff.Kind.DELETE_REPLACE],
  update: [PropertyDiff.Kind.UPDATE, PropertyDiff.Kind.UPDATE_REPLACE],
};

function topLevelNames(changes: readonly PropertyChange[]): string[] {
  return [...new Set(changes.map((change) => topLevelName(change.path)))];
}
