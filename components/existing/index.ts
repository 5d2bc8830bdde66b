export { existingRoleFaults, roleOf, type ExistingRole } from "./existingRole";
export { rejectChannel, rejectRecorder, rejectRule } from "./recording";
export { rejectTopic } from "./topic";
export type { RoleUse } from "./roleUse";
