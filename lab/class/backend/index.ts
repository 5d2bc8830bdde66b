export { Backend, classTag, type ListedStack } from "./stacks";
