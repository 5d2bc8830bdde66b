export { classTag, expiresTag, readClassStack, type ClassStack } from "./stackTags";
export { Backend, type ListedStack } from "./stacks";
