import { readFileSync } from "node:fs";
import type { IpPermission } from "@aws-sdk/client-ec2";
import { readConfigEvent, type ConfigRequest, type ConfigRuleEvent } from "../../remediation/configEvent";
import { exitCodes, LabError } from "../failures";
import { recordedPermissions } from "../tasks";

/** An event, and what it says of its group. */
export interface ReplayedEvent {
  readonly event: ConfigRuleEvent;
  readonly request: ConfigRequest;
  readonly messageType: string;
  /** As the item has it; absent where the event has no item with a configuration. */
  readonly group?: {
    readonly id: string;
    readonly vpcId: string;
    readonly permissions: readonly IpPermission[];
  };
}

/** Reads an event as AWS Config sent it, or as `config-lab logs --events` prints it. @throws LabError for anything else */
export function readEventFile(file: string): ReplayedEvent {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new LabError(`${file} can't be read.`, {
      code: "NoEvent",
      exitCode: exitCodes.usage,
      cause: error,
    });
  }
  try {
    return readEvent(JSON.parse(text) as ConfigRuleEvent);
  } catch (error) {
    throw new LabError(`${file} isn't an event of AWS Config: ${(error as Error).message}`, {
      code: "NotAnEvent",
      exitCode: exitCodes.usage,
      next: "Get one from the function's log: npx config-lab logs --events",
      cause: error,
    });
  }
}

function readEvent(event: ConfigRuleEvent): ReplayedEvent {
  const request = readConfigEvent(event);
  const message = JSON.parse(event.invokingEvent) as {
    messageType: string;
    configurationItem?: { resourceId: string; configuration?: unknown } | null;
  };
  const { messageType, configurationItem: item } = message;
  const configuration = item?.configuration as { vpcId?: string } | null | undefined;
  if (!item || !configuration) return { event, request, messageType };
  const permissions = recordedPermissions(JSON.stringify(configuration));
  const group = { id: item.resourceId, vpcId: configuration.vpcId ?? "", permissions };
  return { event, request, messageType, group };
}
