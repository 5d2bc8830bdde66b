import { changesInWords, changesTable } from "../../engine/changes";
import { same } from "../../findings";
import type { Step } from "../step";

export const noChange: Step = {
  title: "Afterwards: refresh and preview want no change",
  async run({ stack, progress }) {
    progress("Refreshing");
    const refreshed = await stack.refresh();
    progress("Previewing");
    const previewed = await stack.preview();
    return {
      checks: [
        same("changes found by refresh", "none", changesInWords(refreshed)),
        same("changes wanted by preview", "none", changesInWords(previewed)),
      ],
      evidence: [
        changesTable("Drift", [
          { name: "refresh", changes: refreshed },
          { name: "preview", changes: previewed },
        ]),
      ],
    };
  },
};
