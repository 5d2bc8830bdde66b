/** What an account may have in a region, or do at once. */
export interface Quotas {
  /** VPCs, the default one included. */
  readonly vpcs: number;
  readonly gateways: number;
  /** Rules of a security group in one direction, for IPv4 and again for IPv6. */
  readonly groupRules: number;
  /** Rules of AWS Config. */
  readonly rules: number;
  /** Invocations of Lambda functions at a time. */
  readonly executions: number;
}

export type QuotaName = keyof Quotas;

/**
 * A new account's: Amazon VPC quotas, AWS Config service limits, and Lambda quotas, whose 1,000 concurrent executions a new
 * account gets with use only.
 */
export const newAccountQuotas: Quotas = {
  vpcs: 5,
  gateways: 5,
  groupRules: 60,
  rules: 1_000,
  executions: 10,
};

/** A quota as the service Service Quotas has it. AWS Config's aren't among them. */
export interface ServiceQuota {
  readonly service: string;
  readonly code: string;
  readonly title: string;
}

/** Amazon VPC quotas and AWS Lambda quotas in the AWS General Reference. */
export const serviceQuotas: Readonly<Partial<Record<QuotaName, ServiceQuota>>> = {
  vpcs: { service: "vpc", code: "L-F678F1CE", title: "VPCs per Region" },
  gateways: { service: "vpc", code: "L-A4707A72", title: "Internet gateways per Region" },
  groupRules: {
    service: "vpc",
    code: "L-0EA8095F",
    title: "Inbound or outbound rules per security group",
  },
  executions: { service: "lambda", code: "L-B99A9384", title: "Concurrent executions" },
};
