export { clientsWith, environmentWith } from "./environment";
export { Identities, type Identity } from "./identify";
export { sourceInWords, sourceOf, type CredentialSource } from "./source";
