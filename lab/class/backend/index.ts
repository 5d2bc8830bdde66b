export {
  classTag,
  expiresTag,
  holdsNothing,
  readClassStack,
  readRecordingIds,
  type ClassStack,
} from "./stackTags";
export { Backend, type ListedStack } from "./stacks";
