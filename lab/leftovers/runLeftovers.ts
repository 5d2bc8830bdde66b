import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import { exitCodes } from "../failures";
import { print, printJson } from "../output/print";
import { layoutFor, renderTable } from "../output/table";
import type { StackSelection } from "../stack/stack";
import { readState, type StackState } from "../stack/state";
import { interruptedCreations } from "./interrupted";
import type { Leftover } from "./leftover";
import { foreignParts } from "./vpcParts";

export interface RunLeftoversOptions extends StackSelection {
  readonly json?: boolean;
}

/** Runs `config-lab leftovers`, which changes nothing. @returns the exit code: 0 when there are none, 1 when there are */
export async function runLeftovers(options: RunLeftoversOptions): Promise<number> {
  const state = await readState(options);
  const clients = new AwsClients(regionOf(state));
  try {
    const leftovers = await findLeftovers(clients, state);
    if (options.json === true) printJson(leftovers);
    else print(leftoversAsText(leftovers));
    return leftovers.length === 0 ? exitCodes.ok : exitCodes.checkFailed;
  } finally {
    clients.destroy();
  }
}

/** What isn't the stack's and keeps it from being destroyed, and what an interrupted update left. */
export async function findLeftovers(clients: AwsClients, state: StackState): Promise<Leftover[]> {
  const own = new Set(state.resources.flatMap(({ id }) => id ?? []));
  const vpcId = state.resources.find(({ type }) => type === "aws:ec2/vpc:Vpc")?.id;
  const foreign = vpcId === undefined ? [] : await foreignParts(clients.ec2, { vpcId, own });
  return [...foreign, ...(await interruptedCreations(clients, state))];
}

/** The region of the stack's AWS provider; where the stack has none yet, the one that the AWS CLI would use. */
function regionOf({ resources, interrupted }: StackState): string {
  const regions = [...resources, ...interrupted].flatMap(({ type, outputs, inputs }) =>
    type === "pulumi:providers:aws" ? [inputs.region ?? outputs.region] : [],
  );
  const region = regions.find((each): each is string => typeof each === "string");
  return region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? "us-east-1";
}

function leftoversAsText(leftovers: readonly Leftover[]): string {
  if (leftovers.length === 0) return "Nothing is in the way: pulumi destroy can delete the stack.";
  const table = {
    title: "Not the stack's",
    head: ["kind", "id", "name"],
    rows: leftovers.map(({ kind, id, name = "" }) => [kind, id, name]),
  };
  return [
    renderTable(table, layoutFor(process.stdout)),
    "",
    "If nobody needs them, remove them in this order; then repeat pulumi destroy, or pulumi up:",
    ...leftovers.flatMap(({ commands }) => commands.map((command) => `  ${command}`)),
  ].join("\n");
}
