export { CodeLinks } from "./codeLinks";
export { CodeStore } from "./codeStore";
export { uploadedCode } from "./uploadedCode";
