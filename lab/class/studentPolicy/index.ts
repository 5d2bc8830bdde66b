export { studentPolicy } from "./studentPolicy";
