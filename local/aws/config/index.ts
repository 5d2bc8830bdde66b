export { ConfigService } from "./configService";
