export { rehearseClass, type RehearseClassOptions } from "./rehearseClass";
export type { Afternoon } from "./afternoon";
