import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cloneRuns } from "./fakes/cloneRuns";

interface StateResource {
  readonly type: string;
  readonly urn: string;
  readonly id?: string;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What AWS doesn't return, and what was attached to a role after its creation. */
const different = ["code", "forceDestroy", "revokeRulesOnDelete", "managedPolicyArns"];

describe("importing the resources of a lab into another stack", function () {
  this.timeout(600_000);
  const { folder, inSession } = cloneRuns();

  it("finds each by its documented id, and a refresh then changes nothing", async () => {
    const run = inSession(
      `export PULUMI_SKIP_CONFIRMATIONS=true
        set -e
        init() { pulumi stack init "$1" && pulumi config set aws:region us-east-1 &&
          pulumi config set itscAccount stuabc && pulumi config set subscriptionEmail stuabc@example.com; }
        # Otherwise the function changes a group between two exports.
        init lab && pulumi config set mode report
        pulumi up --skip-preview
        pulumi stack export --file lab.json
        node -r ./tools/loadTypeScript.js lab/tests/fakes/importFile.ts lab.json imports.json
        init imported
        pulumi import --file imports.json --yes --skip-preview --protect=false --generate-code=false
        pulumi stack export --file imported.json
        pulumi refresh --skip-preview --expect-no-changes`,
    );
    assert.equal(await run.exitCode(), 0, run.stdout + run.stderr);
    const [lab, imported] = [resourcesIn("lab.json"), resourcesIn("imported.json")];
    assert.ok(lab.length > 25);
    assert.deepEqual(imported.map(shown), lab.map(shown));
    assert.deepEqual(run.leftovers(), []);
  });

  /** Those of the provider, without its own, by name. */
  function resourcesIn(file: string): StateResource[] {
    const { deployment } = JSON.parse(readFileSync(join(folder(), file), "utf8")) as {
      deployment: { resources: StateResource[] };
    };
    return deployment.resources
      .filter(({ type }) => type.startsWith("aws:"))
      .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
  }
});

function nameOf({ type, urn }: StateResource): string {
  return `${type} ${urn.split("::").at(-1)}`;
}

function shown(resource: StateResource) {
  const outputs = Object.entries(resource.outputs ?? {}).filter(
    ([name]) => !different.includes(name) && name !== "__defaults",
  );
  return { name: nameOf(resource), id: resource.id, outputs: Object.fromEntries(outputs) };
}
