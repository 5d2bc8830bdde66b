export { jsonObject } from "./json";
export { operationsByLink, parseRequest, type ParsedRequest } from "./parse";
