import { join } from "node:path";
import { startLocalAws } from "@config-remediation-lab/local/aws";
import { AwsClients } from "@config-remediation-lab/local/support/awsClients";
import {
  makeTemporaryFolder,
  removeTemporaryFolder,
} from "@config-remediation-lab/local/support/temporaryFolder";
import type { RemediationSettings } from "../../remediation/handler";
import { readGroupRules } from "../incidents/groupRules";
import { serialisedFunction } from "./archive";
import { invokeFunction, uploadFunction } from "./localFunction";
import type { ReplayedEvent } from "./readEvent";
import { recordCalls, type ReplayedCall } from "./recorder";
import { buildGroup } from "./standIn";

/** What a replay showed, with the event's own ids. */
export interface Replay {
  /** Inbound permissions in words. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly calls: readonly ReplayedCall[];
  /** Why the function failed. */
  readonly failure?: string;
}

/** Builds the event's group on AWS of this machine, runs the function's serialised code on the event, and removes all of it. */
export async function replay(replayed: ReplayedEvent, settings: RemediationSettings): Promise<Replay> {
  const folder = makeTemporaryFolder();
  const calls: ReplayedCall[] = [];
  try {
    const aws = await startLocalAws({ folder: join(folder, "aws"), faults: recordCalls(calls) });
    const { endpoint, credentials, region } = aws;
    const clients = new AwsClients(region, () => ({ endpoint, credentials }));
    try {
      const group = await buildGroup(clients, groupOf(replayed));
      const code = await serialisedFunction(
        JSON.parse(group.localise(JSON.stringify(settings))) as RemediationSettings,
      );
      await uploadFunction(clients, join(folder, "code"), code);
      const words = async () => (await readGroupRules(clients, group.groupId)).map((rule) => rule.words);
      const before = await words();
      const failure = await invokeFunction(clients, group.localise(JSON.stringify(replayed.event)));
      const result: Replay = {
        before,
        after: await words(),
        calls,
        ...(failure !== undefined && { failure }),
      };
      return JSON.parse(group.original(JSON.stringify(result))) as Replay;
    } finally {
      clients.destroy();
      await aws.stop();
    }
  } finally {
    removeTemporaryFolder(folder);
  }
}

/** An event without a configuration names a group at most; the stand-in then has no permissions. */
function groupOf({ group, request }: ReplayedEvent): Parameters<typeof buildGroup>[1] {
  if (group) return group;
  const id = "resource" in request ? request.resource.resourceId : "sg-none";
  return { id, vpcId: "", permissions: [] };
}
