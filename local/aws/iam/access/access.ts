import type { AwsRequest } from "../../service";
import { takesResources, type Access } from "../simulator";
import { configAccesses, type ConfigResources } from "./config";
import { ec2Accesses, type SecurityGroups } from "./ec2";
import { lambdaAccesses } from "./lambda";
import { namedAccesses } from "./named";
import { s3Accesses } from "./s3";

/** What has to be looked up to determine a request's resource. */
export interface Lookups {
  readonly accountId: string;
  readonly securityGroups: SecurityGroups;
  readonly config: ConfigResources;
}

/**
 * The permissions that a request needs, in the terms of policies: all of them, where there are several. Service Authorization Reference: https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
export async function accessesOf(request: AwsRequest, lookups: Lookups): Promise<readonly Access[]> {
  const accesses = await mapped(request, lookups);
  return Promise.all(
    accesses.map(async (access) =>
      (await takesResources(access.action)) ? access : { ...access, resource: "*" },
    ),
  );
}

function mapped(request: AwsRequest, lookups: Lookups): Promise<readonly Access[]> | readonly Access[] {
  switch (request.service) {
    case "ec2":
      return ec2Accesses(request, lookups.accountId, lookups.securityGroups);
    case "config":
      return configAccesses(request, lookups.accountId, lookups.config);
    case "s3":
      return s3Accesses(request);
    case "lambda":
      return lambdaAccesses(request, lookups.accountId);
    default:
      return namedAccesses(request, lookups.accountId);
  }
}
