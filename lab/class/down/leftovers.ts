import type { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { explain } from "../../failures";
import { classTag } from "../backend";
import { clientsWith } from "../credentials";
import { taggedKinds, type Sought } from "./tagged";
import type { Target } from "./targets";

/** What is left in the accounts of destroyed stacks, by the class's tag. */
export interface Leftovers {
  /** Such as `account 123456789012, us-east-1: VPC vpc-0a1b… (stack stu001): aws ec2 delete-vpc …`, in the order of removal. */
  readonly found: readonly string[];
  /** Where it couldn't be looked up. */
  readonly notes: readonly string[];
}

type Destroyed = Pick<Target, "stack" | "class" | "region" | "source" | "account">;

/**
 * Looks in each account and region for what has the class's tag and the tag of a destroyed stack: a run that was killed may have
 * created it and recorded it in no state. It isn't deleted: no state says what else uses it.
 */
export async function findLeftovers(destroyed: readonly Destroyed[]): Promise<Leftovers> {
  const places = new Map<string, Destroyed[]>();
  for (const one of destroyed) {
    const place = `account ${one.account ?? "?"}, ${one.region}`;
    places.set(place, [...(places.get(place) ?? []), one]);
  }
  const found: string[] = [];
  const notes: string[] = [];
  for (const [place, here] of places) {
    const [{ source, region }] = here as [Destroyed];
    try {
      const clients = await clientsWith(source, region);
      try {
        const inThisPlace = await leftoversIn(here, clients);
        found.push(...inThisPlace.found.map((one) => `${place}: ${one}`));
        notes.push(...inThisPlace.notes.map((one) => `${place}: ${one}`));
      } finally {
        clients.destroy();
      }
    } catch (error) {
      notes.push(`${place}: leftovers couldn't be looked up: ${explain(error).message}`);
    }
  }
  return { found, notes };
}

/** In one account and region. What may not be listed of one kind is a note, and hides no other. */
export async function leftoversIn(
  destroyed: readonly Pick<Target, "stack" | "class">[],
  clients: AwsClients,
): Promise<Leftovers> {
  const { region } = clients;
  const stacks = new Set(destroyed.map(({ stack }) => stack));
  const sought: Sought = {
    classes: [...new Set(destroyed.map((one) => one.class))],
    // The last one is that of `class account up`.
    suffixes: ["", ...[...stacks].map((stack) => `-${stack}`), `-class-${region}`],
  };
  const found: string[] = [];
  const notes: string[] = [];
  for (const [kind, find] of Object.entries(taggedKinds)) {
    try {
      for (const { id, tags, commands } of await find(clients, sought)) {
        const { Stack: stack = "" } = tags;
        if (!sought.classes.includes(tags[classTag] ?? "") || !stacks.has(stack)) continue;
        const inRegion = commands.map((command) => `${command} --region ${region}`).join(" && ");
        found.push(`${kind} ${id} (stack ${stack}): ${inRegion}`);
      }
    } catch (error) {
      notes.push(`leftovers of the kind ${kind} couldn't be looked up: ${explain(error).message}`);
    }
  }
  return { found, notes };
}
