import assert from "node:assert/strict";
import { catalogue, defaultIncident } from "../../incidents/catalogue";
import { changeOf, describedAs, markerOf } from "../../incidents/incidentPermissions";
import { permissionInWords } from "../../output/permissions";
import { handoutPermissions } from "../../../remediation/handoutPermissions";
import { defaultGroup, labStack } from "../fakes/labStack";

describe("the catalogue of incidents", () => {
  const words = (name: string): string[] => {
    const entry = catalogue.find((candidate) => candidate.name === name);
    assert.ok(entry, `no incident ${name}`);
    const change = changeOf(entry, labStack());
    return change.kind === "open"
      ? change.permissions.map(permissionInWords)
      : [`without ${permissionInWords(change.permission)}`];
  };

  it("does what each name says", () => {
    assert.deepEqual(Object.fromEntries(catalogue.map(({ name }) => [name, words(name)])), {
      handout: ["TCP 465 from 0.0.0.0/0", "TCP 993 from 0.0.0.0/0"],
      ssh: ["TCP 22 from 0.0.0.0/0"],
      "all-traffic": ["all traffic from 0.0.0.0/0"],
      ipv6: ["TCP 443 from ::/0"],
      "wide-range": ["TCP 80-443 from 0.0.0.0/0"],
      "peer-group": [`all traffic from ${defaultGroup}`],
      "required-removed": ["without TCP 80 from 0.0.0.0/0"],
      "default-group": ["TCP 3389 from 0.0.0.0/0"],
    });
  });

  it("changes LabSG1, and the default group once", () => {
    assert.deepEqual(
      catalogue.filter(({ group }) => group === "default").map(({ name }) => name),
      ["default-group"],
    );
  });

  it("has the handout's incident as the one without a name", () => {
    assert.equal(defaultIncident, "handout");
    assert.equal(catalogue[0]?.name, "handout");
  });

  it("opens nothing that the handout's policy requires", () => {
    const required = handoutPermissions.map((one) => `TCP ${one.port} from ${one.cidr}`);
    assert.deepEqual(
      catalogue.flatMap(({ name }) => words(name)).filter((opened) => required.includes(opened)),
      [],
    );
  });

  it("marks what it opens with a description that EC2 takes", () => {
    for (const entry of catalogue) {
      assert.match(markerOf(entry), /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
    }
    const [permission] = [changeOf(catalogue[0]!, labStack())].flatMap((change) =>
      change.kind === "open" ? change.permissions : [],
    );
    assert.deepEqual(describedAs(permission!, "mark").IpRanges, [
      { CidrIp: "0.0.0.0/0", Description: "mark" },
    ]);
  });

  it("says that there is nothing to remove where nothing is required", () => {
    const entry = catalogue.find(({ name }) => name === "required-removed")!;
    assert.throws(() => changeOf(entry, labStack({ requiredPermissions: [] })), {
      message: "The stack's requiredPermissions is an empty list, so there is nothing to remove.",
      code: "NothingRequired",
      exitCode: 2,
      next: "Choose another incident: npx config-lab incident --list",
    });
  });
});
