import type { MotoClient } from "../moto/client";
import type { AwsRequest, AwsResponse, AwsService } from "../service";
import type { Roles } from "./roles";
import { simulatePrincipalPolicy } from "./simulatePrincipalPolicy";

/** IAM: all requests but simulations are forwarded to moto; after a change the roles are read again. */
export class IamService implements AwsService {
  constructor(
    private readonly moto: MotoClient,
    private readonly roles: Roles,
  ) {}

  async handle(request: AwsRequest): Promise<AwsResponse> {
    if (request.operation === "SimulatePrincipalPolicy") return simulatePrincipalPolicy(request, this.roles);
    const answer = await this.moto.forward(request);
    if (!/^(Get|List|Generate|Simulate)/.test(request.operation)) this.roles.forget();
    return answer;
  }
}
