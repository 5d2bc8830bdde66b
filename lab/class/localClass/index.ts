export { inClassSession, type ClassSessionOptions } from "./inClassSession";
export { localAccounts, type LocalAccounts } from "./localAccounts";
export { runLocally } from "./runLocally";
