export { CodeStore } from "./codeStore";
export { uploadedCode } from "./uploadedCode";
