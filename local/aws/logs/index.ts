export { LogsService } from "./logsService";
