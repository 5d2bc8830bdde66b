import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { isRegion, regionExpectation } from "../support/regions";
import { SetUpError } from "../support/setUpError";
import { Faults, type FaultPlan, type Interceptor } from "./faults";
import { Gateway } from "./gateway";
import { Accounts } from "./accounts";
import { administratorKeyOf, homeAccount, type AccessKey } from "./administrator";
import { ensureMoto } from "./moto/environment";
import { startMoto } from "./moto/process";
import type { Quotas } from "./quotas";

export interface LocalAwsOptions {
  /** Port on 127.0.0.1. @default 0: a free one */
  readonly port?: number;
  /** Folder of the logs, the unpacked functions and `mailbox/`; created if it doesn't exist. */
  readonly folder: string;
  /** Region of requests that name none; the account is in its partition. @default us-east-1 */
  readonly region?: string;
  /** Accounts by their twelve digits; the first is the one of `credentials`. @default 123456789012 */
  readonly accounts?: readonly string[];
  /** Quotas of every account and region, where they aren't a new account's. */
  readonly quotas?: Partial<Quotas>;
  /** The Python that has moto. @default the one that `ensureMoto` returns */
  readonly python?: string;
  /** Faults of AWS to play; or what stands between the endpoint and the services in their place. @default none */
  readonly faults?: FaultPlan | Interceptor;
}

export { homeAccount };

/** AWS on this machine, running. */
export interface LocalAws {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** Folder that gets one file per mail. */
  readonly mailbox: string;
  /** The administrator's. */
  readonly credentials: AccessKey;
  /** The administrators' of all accounts, by account. */
  readonly administrators: Readonly<Record<string, AccessKey>>;
  /** Resolves when nothing is pending or in progress: recording, evaluating, invoking, delivering. */
  idle(): Promise<void>;
  /** Ends everything; resolves when no process of it is left. */
  stop(): Promise<void>;
}

/**
 * Starts AWS on this machine: moto server, what it lacks, and the endpoint in front.
 *
 * Keys must be known (the administrator's, or those of a role's session), but signatures aren't verified: the endpoint
 * can be reached from this machine only.
 *
 * @throws SetUpError when there is no such region, Python or moto can't be installed, or the port is in use.
 */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  const { folder, port = 0, region = "us-east-1", accounts: ids = [homeAccount], quotas } = options;
  const [accountId = homeAccount] = ids;
  if (!isRegion(region))
    throw new SetUpError(`Region: expected ${regionExpectation}, got ${JSON.stringify(region)}.`);
  const mailbox = join(folder, "mailbox");
  await mkdir(mailbox, { recursive: true });
  // The port comes first: it is quick, and fails most often.
  const gateway = await Gateway.listen(port, region);
  try {
    const python = options.python ?? (await ensureMoto(() => {}));
    const moto = await startMoto({ python, logFile: join(folder, "moto.log") });
    const { endpoint } = gateway;
    const accounts = await Accounts.open(ids, {
      endpoint,
      moto: moto.endpoint,
      folder,
      region,
      mailbox,
      quotas,
    });
    gateway.serve(
      accounts.backends,
      interceptorOf(options.faults, (line) => accounts.backends.log(line)),
    );
    await accounts.ready;

    let stopping: Promise<void> | undefined;
    const stop = async () => {
      // What runs in the background may still need the endpoint, and the endpoint needs moto.
      await accounts.stop();
      await gateway.stop();
      accounts.close();
      await moto.stop();
    };
    return {
      endpoint: gateway.endpoint,
      region,
      accountId,
      mailbox,
      credentials: administratorKeyOf(accountId),
      administrators: Object.fromEntries(ids.map((id) => [id, administratorKeyOf(id)])),
      idle: () => accounts.idle(),
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await gateway.stop();
    throw error;
  }
}

function interceptorOf(
  faults: FaultPlan | Interceptor | undefined,
  log: (line: string) => void,
): Interceptor | undefined {
  return faults === undefined || "intercept" in faults ? faults : new Faults(faults, log);
}
