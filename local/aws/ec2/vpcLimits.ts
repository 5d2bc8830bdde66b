import type { MotoClient } from "../moto/client";
import type { Quotas } from "../quotas";
import { AwsError } from "../service";

/** The account's quotas of VPCs and internet gateways per region, which moto doesn't have. */
export class VpcLimits {
  constructor(
    private readonly moto: MotoClient,
    private readonly quotas: Quotas,
  ) {}

  /** @throws AwsError `VpcLimitExceeded` when there can't be another VPC */
  async checkVpcs(region: string): Promise<void> {
    const { Vpcs = [] } = await this.moto.in(region).ec2.describeVpcs({});
    if (Vpcs.length >= this.quotas.vpcs) throw reached("VpcLimitExceeded", "VPCs");
  }

  /** @throws AwsError `InternetGatewayLimitExceeded` when there can't be another gateway */
  async checkGateways(region: string): Promise<void> {
    const { InternetGateways = [] } = await this.moto.in(region).ec2.describeInternetGateways({});
    if (InternetGateways.length >= this.quotas.gateways)
      throw reached("InternetGatewayLimitExceeded", "internet gateways");
  }
}

/** Codes and wording as EC2's: "Error codes for the Amazon EC2 API". */
function reached(code: string, what: string): AwsError {
  return new AwsError(code, `The maximum number of ${what} has been reached.`);
}
