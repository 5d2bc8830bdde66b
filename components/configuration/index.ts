export { awsRegionFault } from "./awsRegion";
export { secondSlash24 } from "./ipv4Range";
export {
  checkConfiguration,
  countOf,
  defaults,
  emailExpectation,
  isEmailAddress,
  modes,
  ruleScopes,
  scopes,
  type Checked,
  type LabConfiguration,
  type Mode,
  type RecorderUse,
  type RuleScope,
  type SafetyNet,
  type Scope,
} from "./labConfiguration";
export { reached, stages, type Stage } from "./stages";
