import { ConfigService } from "./config";
import { Ec2Service } from "./ec2/ec2Service";
import { MotoSecurityGroups } from "./ec2/securityGroups";
import type { Backends } from "./gateway";
import { Authorizer, IamService, MotoResourcePolicies, StsService, type RoleDirectory } from "./iam";
import { LambdaService, type LambdaOptions } from "./lambda";
import type { LocalAccount } from "./localAccount";
import { LogsService } from "./logs";
import { ServiceQuotasService } from "./quotas";
import { SnsService } from "./sns/snsService";
import { Topics } from "./sns/topics";

export interface AssemblyOptions {
  /** A region of the account's partition. */
  readonly region: string;
  /** Folder that gets the mails. */
  readonly mailbox: string;
  /** The roles of every account. */
  readonly roles: RoleDirectory;
  /** Execution environments at a time. */
  readonly limits?: LambdaOptions["limits"];
}

/** All services of an account. */
export interface Services {
  /** What the gateway dispatches requests to. */
  readonly backends: Backends;
  /** Resolves when the account is like a new one on AWS, or that failed: the error is then in the account's log. */
  readonly ready: Promise<void>;
  /** Resolves when nothing is pending or in progress. */
  idle(): Promise<void>;
  /** Ends what runs in the background. */
  stop(): Promise<void>;
}

/** Assembles an account's services. What moto does as AWS does is forwarded to it. */
export function assemble(
  account: LocalAccount,
  { region, mailbox, roles, limits }: AssemblyOptions,
): Services {
  const { id: accountId, moto, sessions } = account;

  const lambda = new LambdaService(account, { limits });
  const config = new ConfigService(account, lambda);
  const topics = new Topics(moto);
  const sns = new SnsService(account, topics, mailbox);
  const securityGroups = new MotoSecurityGroups(moto);
  const ec2 = new Ec2Service(account, securityGroups, config);
  // The next request to EC2 tries again, and gets the error if there still is one.
  const ready = ec2
    .prepare(region)
    .catch((error: unknown) => account.log(`preparing ${region}: ${String(error)}`));

  const policies = new MotoResourcePolicies(moto, roles, topics);
  const authorizer = new Authorizer({ accountId, securityGroups, config }, account.roles, policies);
  return {
    backends: {
      sessions,
      authorize: (request) => authorizer.authorize(request),
      unsigned: (request) => sns.unsigned(request) ?? lambda.unsigned(request),
      services: {
        config,
        ec2,
        iam: new IamService(moto, account.roles),
        lambda,
        logs: new LogsService(account),
        servicequotas: new ServiceQuotasService(account),
        sns,
        sts: new StsService(accountId, sessions, roles, moto),
      },
      rest: { handle: (request) => moto.forward(request) },
      log: (line) => account.log(line),
    },
    ready,
    idle: async () => {
      await config.idle();
      await lambda.idle();
      // The functions may have made changes that are recorded.
      await config.idle();
    },
    stop: async () => {
      await Promise.all([config.stop(), lambda.stop()]);
    },
  };
}
