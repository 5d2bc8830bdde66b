import type { AwsRequest, AwsResponse, AwsService, Forward } from "../service";
import { changedGroups, type ChangedGroups } from "./changes";

/** EC2 is moto's; changes of security groups are told to AWS Config as they pass. */
export class Ec2Service implements AwsService {
  constructor(
    private readonly forward: Forward,
    private readonly onChange: (region: string, groups: ChangedGroups) => void,
  ) {}

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const answer = await this.forward(request);
    const changed = answer.status < 300 ? changedGroups(request, answer) : undefined;
    if (changed) this.onChange(request.region, changed);
    return answer;
  }
}
