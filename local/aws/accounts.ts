import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Backends } from "./gateway";
import { accountIn, Sessions, type RoleDirectory } from "./iam";
import { LocalAccount } from "./localAccount";
import { MotoClient } from "./moto/client";
import type { Quotas } from "./quotas";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "./service";
import { assemble, type Services } from "./services";

/** What the accounts of an endpoint have in common. */
interface Common {
  /** The gateway's. */
  readonly endpoint: string;
  /** moto server's. */
  readonly moto: string;
  readonly folder: string;
  readonly region: string;
  readonly mailbox: string;
  readonly quotas?: Partial<Quotas>;
}

/**
 * The accounts of one endpoint, each with services, roles and quotas of its own. A request is served in its caller's account;
 * a role of another account can be assumed, and no other resource of it used.
 */
export class Accounts {
  private constructor(
    private readonly byId: ReadonlyMap<string, { readonly services: Services; readonly moto: MotoClient }>,
    private readonly home: Services,
  ) {}

  /** @param ids twelve digits each; the first is the account of what no account is named for, such as a log line */
  static async open(ids: readonly string[], common: Common): Promise<Accounts> {
    const { endpoint, folder, region, mailbox, quotas } = common;
    const sessions = new Sessions(ids, region);
    const accounts = new Map<string, LocalAccount>();
    for (const [position, id] of ids.entries()) {
      const own = position === 0 ? folder : join(folder, "accounts", id);
      await mkdir(own, { recursive: true });
      const moto = new MotoClient(common.moto, id);
      accounts.set(id, new LocalAccount(endpoint, moto, own, region, { id, sessions, quotas }));
    }
    const roles: RoleDirectory = {
      find: async (arn) => accounts.get(accountIn(arn))?.roles.find(arn),
    };
    // Each environment is a process of about 120 MB.
    const limits = ids.length > 1 ? { environments: 1 } : undefined;
    const byId = [...accounts].map(([id, account]) => {
      const services = assemble(account, { region, mailbox, roles, limits });
      return [id, { services, moto: account.moto }] as const;
    });
    const home = byId[0]?.[1].services;
    if (home === undefined) throw new Error("Expected one account at least, got none.");
    return new Accounts(new Map(byId), home);
  }

  get backends(): Backends {
    const home = this.home.backends;
    const inAccount =
      (serviceOf: (backends: Backends) => AwsService | undefined) =>
      async (request: AwsRequest): Promise<AwsResponse> => {
        const service = serviceOf(this.of(request).backends);
        if (!service)
          throw new AwsError("ServiceUnavailable", `${request.service} is not offered here.`, 503);
        return service.handle(request);
      };
    return {
      sessions: home.sessions,
      log: (line) => home.log(line),
      authorize: (request) => this.of(request).backends.authorize(request),
      unsigned: (request) => this.unsigned(request),
      services: Object.fromEntries(
        Object.keys(home.services).map((name) => [name, { handle: inAccount((own) => own.services[name]) }]),
      ),
      rest: { handle: inAccount((own) => own.rest) },
    };
  }

  get ready(): Promise<void> {
    return this.all(({ ready }) => ready);
  }

  idle(): Promise<void> {
    return this.all((services) => services.idle());
  }

  stop(): Promise<void> {
    return this.all((services) => services.stop());
  }

  /** Closes the connections to moto. */
  close(): void {
    for (const { moto } of this.byId.values()) moto.close();
  }

  private of({ caller }: AwsRequest): Services {
    return this.byId.get(accountIn(caller.arn))?.services ?? this.home;
  }

  /** A link names its account in an ARN or a path. */
  private unsigned(request: AwsRequest): Promise<AwsResponse> | undefined {
    const { parameters, segments } = request;
    const arn = parameters.get("TopicArn") ?? parameters.get("SubscriptionArn") ?? "";
    const named = [accountIn(arn), ...segments].find((text) => this.byId.has(text));
    const services = named === undefined ? this.home : this.byId.get(named)?.services;
    return services?.backends.unsigned(request);
  }

  private async all(act: (services: Services) => Promise<void>): Promise<void> {
    await Promise.all([...this.byId.values()].map(({ services }) => act(services)));
  }
}
