export type { ConfigReference, ConfigResource, ConfigResources, ConfigResourceType } from "./access/config";
export type { SecurityGroupFacts, SecurityGroups } from "./access/ec2";
export { Authorizer } from "./authorizer";
export { IamService } from "./iamService";
export { MotoResourcePolicies } from "./resourcePolicies";
export { Roles, type RoleDirectory } from "./roles";
export { accountIn, Sessions } from "./sessions";
export {
  evaluatePolicies,
  validateAndEvaluatePolicies,
  type Access,
  type ApplicablePolicies,
  type Verdict,
} from "./simulator";
export { StsService } from "./stsService";
