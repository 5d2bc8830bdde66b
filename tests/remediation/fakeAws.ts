import type { Evaluation, PutEvaluationsCommandInput } from "@aws-sdk/client-config-service";
import type { IpPermission, SecurityGroup, Tag } from "@aws-sdk/client-ec2";
import type { AwsCalls, GroupPage } from "../../remediation/awsCalls";
import { permissionKey, singlePermissions } from "../../remediation/permissions";

export type CallName = "describe" | "authorize" | "revoke" | "putEvaluations";

/** What happens to one call instead of, or beside, what it does. */
export interface Disturbance {
  /** Runs before the call is answered: somebody else's change. */
  readonly before?: (aws: FakeAws) => void;
  /** Rejects with this error, after taking effect for the first `taken` permissions. */
  readonly error?: Error;
  readonly taken?: number;
}

/** An error as the AWS SDK gives it. */
export function awsError(code: string, status = 400, message = `${code} in the test`): Error {
  const fault = status >= 500 ? "server" : "client";
  return Object.assign(new Error(message), {
    name: code,
    $fault: fault,
    $metadata: { httpStatusCode: status },
  });
}

/**
 * One security group of EC2, and AWS Config's PutEvaluations, in memory. Knows EC2's answers to duplicates, mismatches and
 * the rule limit, counts the calls, and shows every state that the group passes through.
 */
export class FakeAws implements AwsCalls {
  readonly calls: CallName[] = [];
  readonly requests: {
    readonly call: "authorize" | "revoke";
    readonly permissions: readonly IpPermission[];
  }[] = [];
  readonly evaluations: Evaluation[] = [];
  readonly puts: PutEvaluationsCommandInput[] = [];
  readonly waits: number[] = [];
  readonly states: string[][] = [];
  /** For each call, what disturbs its first, second, … run; undefined: nothing. */
  readonly disturbances: Partial<Record<CallName, (Disturbance | undefined)[]>> = {};
  failedEvaluations = 0;
  vpcId: string | undefined = "vpc-0a1b2c3d4e5f60718";
  exists = true;
  tags: Tag[] = [];
  defaultVpc = false;
  ruleLimit = 60;
  private permissions: IpPermission[];

  constructor(permissions: readonly IpPermission[]) {
    this.permissions = singlePermissions(permissions).map(({ permission }) => permission);
    this.observe();
  }

  /** Keys of what the group allows now, sorted. */
  get keys(): string[] {
    return this.permissions.map(permissionKey).sort();
  }

  /** Somebody else changes the group. */
  change(add: readonly IpPermission[], remove: readonly IpPermission[] = []): void {
    const gone = remove.map(permissionKey);
    this.permissions = [...this.permissions.filter((one) => !gone.includes(permissionKey(one))), ...add];
    this.observe();
  }

  async describe(groupId: string): Promise<SecurityGroup | undefined> {
    await this.run("describe", []);
    if (!this.exists) throw awsError("InvalidGroup.NotFound");
    const IpPermissions = structuredClone(this.permissions);
    return { GroupId: groupId, VpcId: this.vpcId, Tags: this.tags, IpPermissions };
  }

  describePage(): Promise<GroupPage> {
    throw new Error("The fake has one group; evaluateAll's tests have theirs.");
  }

  async authorize(_groupId: string, permissions: readonly IpPermission[]): Promise<void> {
    this.requests.push({ call: "authorize", permissions });
    await this.run("authorize", permissions, (some) => this.change(some));
    const asked = permissions.map(permissionKey);
    if (new Set(asked).size < asked.length) throw awsError("InvalidParameterValue");
    if (asked.some((key) => this.keys.includes(key))) throw awsError("InvalidPermission.Duplicate");
    if (this.permissions.length + asked.length > this.ruleLimit)
      throw awsError("RulesPerSecurityGroupLimitExceeded");
    this.change(permissions);
  }

  async revoke(_groupId: string, permissions: readonly IpPermission[]): Promise<readonly IpPermission[]> {
    this.requests.push({ call: "revoke", permissions });
    await this.run("revoke", permissions, (some) => this.change([], some));
    const unknown = permissions.filter((permission) => !this.keys.includes(permissionKey(permission)));
    if (unknown.length > 0 && !this.defaultVpc) throw awsError("InvalidPermission.NotFound");
    this.change([], permissions);
    return unknown;
  }

  async putEvaluations(request: PutEvaluationsCommandInput): Promise<readonly Evaluation[]> {
    await this.run("putEvaluations", []);
    this.puts.push(request);
    const evaluations = request.Evaluations ?? [];
    if (this.failedEvaluations-- > 0) return evaluations;
    this.evaluations.push(...evaluations);
    return [];
  }

  wait(milliseconds: number): Promise<void> {
    this.waits.push(milliseconds);
    return Promise.resolve();
  }

  private async run(
    call: CallName,
    permissions: readonly IpPermission[],
    take: (some: readonly IpPermission[]) => void = () => undefined,
  ): Promise<void> {
    await Promise.resolve();
    this.calls.push(call);
    const disturbance = this.disturbances[call]?.shift();
    disturbance?.before?.(this);
    if (disturbance?.error === undefined) return;
    if (disturbance.taken !== undefined) take(permissions.slice(0, disturbance.taken));
    throw disturbance.error;
  }

  private observe(): void {
    this.states.push(this.keys);
  }
}
