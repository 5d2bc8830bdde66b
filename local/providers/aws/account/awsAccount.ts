import { AwsClients, type ServiceName } from "../../../support/awsClients";
import { partitionOf, regionExpectation, type Partition } from "../../../support/regions";
import { assumedRoles } from "./assumedRoles";
import type { Settings } from "./settings";

interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

/** AWS in one region, as the provider's configuration reaches it: the SDK's clients, and what ARNs are made of. */
export class AwsAccount extends AwsClients {
  private readonly regions = new Map<string, AwsAccount>();
  private identity: Promise<Caller> | undefined;

  constructor(
    readonly settings: Settings,
    region = settings.region,
  ) {
    const { profile, maxAttempts, assumeRoles } = settings;
    const base = { credentials: settings.credentials, profile, maxAttempts };
    const credentials =
      assumeRoles.length === 0
        ? base.credentials
        : assumedRoles(assumeRoles, region, { ...base, ...endpointOf("sts", settings) });
    super(region, (service) => ({ ...base, credentials, ...endpointOf(service, settings) }));
  }

  /** The same account in another region. */
  in(region: string | undefined): AwsAccount {
    if (region === undefined || region === this.region) return this;
    const there = this.regions.get(region) ?? new AwsAccount(this.settings, region);
    this.regions.set(region, there);
    return there;
  }

  /** @throws Error where AWS has no such region, which `region` of a resource can name */
  get partition(): Partition {
    const partition = partitionOf(this.region);
    if (!partition)
      throw new Error(`region: expected ${regionExpectation}, got ${JSON.stringify(this.region)}`);
    return partition;
  }

  /** `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE` */
  arn(service: string, account: string, resource: string): string {
    return `arn:${this.partition.id}:${service}:${this.region}:${account}:${resource}`;
  }

  /** The identity of the credentials; requested once. */
  caller(): Promise<Caller> {
    this.identity ??= this.sts
      .getCallerIdentity({})
      .then(({ Account = "", Arn = "", UserId = "" }) => ({ accountId: Account, arn: Arn, userId: UserId }));
    return this.identity;
  }

  /** All tags of a resource: its own over the provider's default tags. */
  tags(own: Readonly<Record<string, string>> | undefined): Record<string, string> {
    return { ...this.settings.defaultTags, ...own };
  }
}

/** The released provider's names of services, in `endpoints`, where they differ. */
const endpointNames: Partial<Record<ServiceName, string>> = {
  config: "configservice",
  logs: "cloudwatchlogs",
};

function endpointOf(service: ServiceName, { endpoints, s3UsePathStyle }: Settings) {
  const endpoint = endpoints[endpointNames[service] ?? service];
  const configured = endpoint === undefined ? {} : { endpoint };
  if (service !== "s3") return configured;
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
  // An endpoint on this machine has no host name per bucket.
  const forcePathStyle =
    s3UsePathStyle || (endpoint ?? AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) !== undefined;
  return { ...configured, forcePathStyle, followRegionRedirects: true };
}
