export { Queries } from "./queries";
