import { configKinds } from "./config";
import { ec2Kinds } from "./ec2";
import { iamKinds } from "./iam";
import type { ResourceKind } from "./kind";
import { lambdaKinds } from "./lambda";
import { s3Kinds } from "./s3";
import { snsKinds } from "./sns";

export type { ResourceKind, StateResource } from "./kind";

const kinds: Readonly<Record<string, ResourceKind>> = {
  ...configKinds,
  ...ec2Kinds,
  ...iamKinds,
  ...lambdaKinds,
  ...s3Kinds,
  ...snsKinds,
};

/** How resources of a type are found and deleted. @throws for a type that isn't known here */
export function kindOf(type: string): ResourceKind {
  const kind = kinds[type];
  if (kind) return kind;
  throw new Error(`No kind for ${type}: describe in lab/recovery/kinds how it is found and deleted by hand`);
}
