import { defaultIncident } from "../../incidents/catalogue";
import { openIncident } from "../../incidents/incident";
import { changesTable } from "../../engine/changes";
import { compareInventories, takeInventory } from "../account/inventory";
import { same, together } from "../../findings";
import type { Step } from "../step";
import { incidentNamed } from "./incident";

export const destroy: Step = {
  title: "After class: destroy amid an incident, all gone",
  async run({ stack, clients, inventory, outsider, progress }) {
    const height = await takeInventory(clients);
    // The hardest time to destroy: the rule is about to remediate.
    const { authorized } = await openIncident(stack.outputs, clients, incidentNamed(defaultIncident));
    progress("Destroying");
    const changes = await stack.destroy();
    const left = compareInventories(inventory, height, await takeInventory(clients));
    const opened = same("opened right before destroy", "2 permissions", `${authorized.length} permissions`);
    const table = changesTable("Clean-up", [{ name: "destroy", changes }]);
    return {
      ...together({ checks: [opened], evidence: [table] }, left, await outsider.untouched()),
      shown: {
        what: "Removed",
        text: `${changes.delete ?? 0} resources; the account has what it had before`,
      },
    };
  },
};
