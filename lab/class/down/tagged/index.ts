import { namedParts } from "./namedParts";
import type { FindTagged } from "./taggedKind";
import { vpcParts } from "./vpcParts";

export type { Sought } from "./taggedKind";

/** Everything of a lab that can be tagged, by kind, in the order in which it can be deleted. */
export const taggedKinds: Readonly<Record<string, FindTagged>> = { ...namedParts, ...vpcParts };
