export { installPulumiCommand } from "./installCommand";
export { copyProject } from "./projectCopy";
