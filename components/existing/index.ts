export { existingRoleFaults, roleOf, type ExistingRole, type RoleUse } from "./existingRole";
export { rejectChannel, rejectRecorder, rejectRule } from "./recording";
export { rejectTopic } from "./topic";
