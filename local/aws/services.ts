import { ConfigService } from "./config";
import { Ec2Service } from "./ec2/ec2Service";
import { MotoSecurityGroups } from "./ec2/securityGroups";
import type { Backends } from "./gateway";
import { Authorizer, IamService, MotoResourcePolicies, StsService } from "./iam";
import { LambdaService } from "./lambda";
import type { LocalAccount } from "./localAccount";
import { SnsService } from "./sns/snsService";
import { Topics } from "./sns/topics";

/** All services of the account. */
export interface Services {
  /** What the gateway puts requests to. */
  readonly backends: Backends;
  /** Resolves when the account is as a new one on AWS. What stood in the way is in the account's log. */
  readonly ready: Promise<void>;
  /** Resolves when nothing that was set off is still to be done. */
  idle(): Promise<void>;
  /** Ends what runs in the background. */
  stop(): Promise<void>;
}

/** Puts the services together: what moto does well is forwarded to it. */
export function assemble(account: LocalAccount, region: string, mailbox: string): Services {
  const { id: accountId, moto, roles, sessions } = account;

  const lambda = new LambdaService(account);
  const config = new ConfigService(account, lambda);
  const topics = new Topics(moto);
  const sns = new SnsService(account, topics, mailbox);
  const securityGroups = new MotoSecurityGroups(moto);
  const ec2 = new Ec2Service(accountId, securityGroups, moto, (...change) =>
    config.securityGroupsChanged(...change),
  );
  // Tried again by the next call of EC2, which gets the error if there still is one.
  const ready = ec2
    .prepare(region)
    .catch((error: unknown) => account.log(`preparing ${region}: ${String(error)}`));

  const policies = new MotoResourcePolicies(moto, roles, (topicArn) => topics.policy(topicArn));
  const authorizer = new Authorizer({ accountId, securityGroups }, roles, policies);
  return {
    backends: {
      sessions,
      authorize: (request) => authorizer.authorize(request),
      unsigned: (request) => sns.unsigned(request),
      services: {
        config,
        ec2,
        iam: new IamService(moto, roles),
        lambda,
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
      // What the functions did may be something to record.
      await config.idle();
    },
    stop: async () => {
      await Promise.all([config.stop(), lambda.stop()]);
    },
  };
}
