import type { LocalAws } from "@config-remediation-lab/local/aws";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { takeInventory, type Inventory } from "../../rehearsal/account/inventory";
import { LabError } from "../../failures";
import { Identities } from "../credentials";
import type { StudentLab } from "../labs";
import type { StepOutcome } from "./stepLog";

/** An account and region with students in it. */
export interface RehearsedPlace {
  readonly account: string;
  readonly region: string;
  /** The account's administrator's. */
  readonly clients: AwsClients;
  /** What was there before the class. */
  readonly before: Inventory;
  /** Whether several students are in the account. */
  readonly shared: boolean;
}

/** Finds the accounts and regions of a class, and what is there before it. */
export async function openPlaces(
  { endpoint, administrators }: LocalAws,
  labs: readonly StudentLab[],
): Promise<RehearsedPlace[]> {
  const identities = new Identities();
  const counts = new Map<string, number>();
  const inPlaces = new Set<string>();
  for (const { source, region } of labs) {
    const identity = await identities.of(source, region);
    if ("problem" in identity) throw new LabError(identity.problem, { code: "NoCredentials" });
    counts.set(identity.account, (counts.get(identity.account) ?? 0) + 1);
    inPlaces.add(`${identity.account} ${region}`);
  }
  const places: RehearsedPlace[] = [];
  for (const place of inPlaces) {
    const [account = "", region = ""] = place.split(" ");
    const credentials = administrators[account];
    const clients = new AwsClients(region, () => ({ endpoint, credentials, forcePathStyle: true }));
    const before = await takeInventory(clients);
    places.push({ account, region, clients, before, shared: (counts.get(account) ?? 0) > 1 });
  }
  return places;
}

/** Compares the accounts with what was there before. */
export async function leftInPlaces(places: readonly RehearsedPlace[]): Promise<StepOutcome> {
  const left: string[] = [];
  for (const { account, region, clients, before } of places) {
    const after = await takeInventory(clients);
    for (const [kind, ids] of Object.entries(after)) {
      const own = ids.filter((id) => !before[kind]?.includes(id));
      if (own.length > 0) left.push(`account ${account}, ${region}: ${kind} ${own.join(", ")}`);
    }
  }
  return { outcome: left.length === 0 ? "nothing" : left.join("; "), ok: left.length === 0 };
}
