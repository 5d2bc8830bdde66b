import { channelOperations } from "./channelOperations";
import { complianceOperations } from "./complianceOperations";
import { evaluationOperations } from "./evaluationOperations";
import { inventoryOperations } from "./inventoryOperations";
import type { Operation } from "./model/operation";
import { recorderOperations } from "./recorderOperations";
import { ruleOperations } from "./ruleOperations";
import { tagOperations } from "./tagOperations";

export type { Parts } from "./model/operation";

/** AWS Config's API on this machine. */
export const operations: ReadonlyMap<string, Operation> = new Map(
  Object.entries<Operation>({
    ...recorderOperations,
    ...channelOperations,
    ...ruleOperations,
    ...evaluationOperations,
    ...complianceOperations,
    ...inventoryOperations,
    ...tagOperations,
  }),
);
