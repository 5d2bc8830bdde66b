import type { MotoClient } from "../moto/client";
import type { AwsRequest, AwsResponse, AwsService } from "../service";
import type { Roles } from "./roles";

/** IAM is moto's; only what was read of it is forgotten when it changes. */
export class IamService implements AwsService {
  constructor(
    private readonly moto: MotoClient,
    private readonly roles: Roles,
  ) {}

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const answer = await this.moto.forward(request);
    if (!/^(Get|List|Generate|Simulate)/.test(request.operation)) this.roles.forget();
    return answer;
  }
}
