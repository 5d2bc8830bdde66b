export { type LambdaOptions, LambdaService } from "./lambdaService";
