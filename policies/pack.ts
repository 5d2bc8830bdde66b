import { encryptedBuckets } from "./encryptedBuckets";
import { expiringLogs } from "./expiringLogs";
import { handoutNames } from "./handoutNames";
import { limitedRoles } from "./limitedRoles";
import { privateBuckets } from "./privateBuckets";
import { requiredIngress } from "./requiredIngress";
import { ruleOrder } from "./ruleOrder";
import { taggedResources } from "./taggedResources";
import { tlsOnlyBuckets } from "./tlsOnlyBuckets";

/** The policies on single resources. */
export const resourcePolicies = [limitedRoles, expiringLogs, taggedResources, requiredIngress];

/** The policies on a stack's resources as a whole. */
export const stackPolicies = [privateBuckets, encryptedBuckets, tlsOnlyBuckets, handoutNames, ruleOrder];
