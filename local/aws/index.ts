import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { ConfigService } from "./config/configService";
import { Ec2Service } from "./ec2/ec2Service";
import { MotoSecurityGroups } from "./ec2/securityGroups";
import { Gateway } from "./gateway";
import { Authorizer } from "./iam/authorizer";
import { IamService } from "./iam/iamService";
import { MotoResourcePolicies } from "./iam/resourcePolicies";
import { administratorKey } from "./iam/sessions";
import { StsService } from "./iam/stsService";
import { LambdaService } from "./lambda/lambdaService";
import { accountId, LocalAccount } from "./localAccount";
import { ensureMoto } from "./moto/environment";
import { forwardTo } from "./moto/forward";
import { startMoto } from "./moto/process";
import { SnsService } from "./sns/snsService";
import { Topics } from "./sns/topics";

export interface LocalAwsOptions {
  /** Port on 127.0.0.1. @default 0: a free one */
  readonly port?: number;
  /** Gets the logs, unpacked functions and `mailbox/`; made when it isn't there. */
  readonly folder: string;
  /** Region of requests that name none. @default us-east-1 */
  readonly region?: string;
  /** Gets a line for each step of the first set-up. @default nothing is told */
  readonly progress?: (line: string) => void;
}

/** AWS on this machine, running. */
export interface LocalAws {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** Folder that gets one file per mail. */
  readonly mailbox: string;
  /** Of the account's administrator. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Resolves when nothing that was set off is still to be done: recording, evaluating, invoking, delivering. */
  idle(): Promise<void>;
  /** Ends everything; resolves when no process of it is left. */
  stop(): Promise<void>;
}

/**
 * Starts AWS on this machine: moto server, what it lacks, and the endpoint in front.
 *
 * @throws SetUpError when Python or moto can't be had, or the port.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { folder, port = 0, region = "us-east-1", progress = () => {} } = options;
  const mailbox = join(folder, "mailbox");
  await mkdir(mailbox, { recursive: true });
  const python = await ensureMoto(progress);
  // The port is asked for first: it is what fails most easily.
  const gateway = await Gateway.listen(port, region);
  const moto = await startMoto({ python, logFile: join(folder, "moto.log") }).catch(
    async (error: unknown) => {
      await gateway.stop();
      throw error;
    },
  );

  const { endpoint } = gateway;
  const forward = forwardTo(moto.endpoint);
  const account = new LocalAccount({ endpoint, motoEndpoint: moto.endpoint, folder, forward });
  const lambda = new LambdaService(account);
  const config = new ConfigService(account, { invoke: (...call) => lambda.invokeAsync(...call) });
  const topics = new Topics((topicRegion) => account.direct(topicRegion));
  const sns = new SnsService(account, topics, mailbox);
  const securityGroups = new MotoSecurityGroups((groupRegion) => account.direct(groupRegion));
  const policies = new MotoResourcePolicies(forward, account.roles, async (topicArn) => {
    return (await topics.attributes(topicArn))?.Policy;
  });
  const authorizer = new Authorizer({ accountId, securityGroups }, account.roles, policies);
  gateway.serve({
    sessions: account.sessions,
    authorize: (request) => authorizer.authorize(request),
    unsigned: (request) => sns.unsigned(request),
    services: {
      config,
      ec2: new Ec2Service(forward, (...change) => config.securityGroupsChanged(...change)),
      iam: new IamService(forward, account.roles),
      lambda,
      sns,
      sts: new StsService(accountId, account.sessions, account.roles, forward),
    },
    rest: { handle: forward },
    log: (line) => account.log(line),
  });

  let stopping: Promise<void> | undefined;
  const stopAll = async () => {
    await gateway.stop();
    await config.stop();
    await lambda.stop();
    await moto.stop();
  };
  return {
    endpoint,
    region,
    accountId,
    mailbox,
    credentials: administratorKey,
    idle: async () => {
      await config.idle();
      await lambda.idle();
    },
    stop: () => (stopping ??= stopAll()),
  };
}
