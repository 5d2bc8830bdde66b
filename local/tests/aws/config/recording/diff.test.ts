import assert from "node:assert/strict";
import fc from "fast-check";
import { diffItems, isSame } from "../../../../aws/config/recording/diff";
import type { Item } from "../../../../aws/config/recording/items";

function item(changes: Partial<Item> = {}): Item {
  return {
    accountId: "123456789012",
    region: "us-east-1",
    captureTime: new Date(0),
    status: "OK",
    resourceType: "AWS::EC2::SecurityGroup",
    resourceId: "sg-1",
    tags: {},
    relationships: [],
    configuration: {},
    ...changes,
  };
}

const permissions = fc.array(
  fc.record({
    ipProtocol: fc.constantFrom("tcp", "udp", "-1"),
    fromPort: fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined }),
    ipRanges: fc.array(fc.constantFrom("0.0.0.0/0", "10.0.0.0/8", "192.0.2.0/24")),
  }),
);

describe("the difference between two items", () => {
  it("is empty between equal ones, whatever the order of lists", () => {
    const shuffled = permissions.chain((ipPermissions) =>
      fc.tuple(
        fc.constant(ipPermissions),
        fc.shuffledSubarray(ipPermissions, { minLength: ipPermissions.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const diff = diffItems(item({ configuration: { one } }), item({ configuration: { one: other } }));
        assert.ok(isSame(diff), JSON.stringify(diff));
      }),
    );
  });

  it("has every removed and every added member", () => {
    fc.assert(
      fc.property(permissions, permissions, (before, after) => {
        const diff = diffItems(
          item({ configuration: { list: before } }),
          item({ configuration: { list: after } }),
        );
        const changes = Object.values(diff.changedProperties);
        const gone = changes.filter(({ changeType }) => changeType === "DELETE").length;
        const come = changes.filter(({ changeType }) => changeType === "CREATE").length;
        assert.equal(before.length - gone + come, after.length);
        assert.equal(gone + come, changes.length);
        const back = diffItems(
          item({ configuration: { list: after } }),
          item({ configuration: { list: before } }),
        );
        assert.equal(Object.keys(back.changedProperties).length, changes.length);
      }),
    );
  });

  it("counts changes of a list, removals first, and capitalises names of properties", () => {
    const diff = diffItems(
      item({ configuration: { ipPermissions: ["a", "b"], groupName: "old", vpc: { id: "v" } } }),
      item({ configuration: { ipPermissions: ["b", "c"], groupName: "new", vpc: { id: "w" } } }),
    );
    assert.deepEqual(diff, {
      changedProperties: {
        "Configuration.IpPermissions.0": { previousValue: "a", updatedValue: null, changeType: "DELETE" },
        "Configuration.IpPermissions.1": { previousValue: null, updatedValue: "c", changeType: "CREATE" },
        "Configuration.GroupName": { previousValue: "old", updatedValue: "new", changeType: "UPDATE" },
        "Configuration.Vpc.Id": { previousValue: "v", updatedValue: "w", changeType: "UPDATE" },
      },
      changeType: "UPDATE",
    });
  });

  it("takes work in proportion to a group's rules", () => {
    const rules = (count: number, from: number) =>
      Array.from({ length: count }, (_, index) => ({ fromPort: from + index }));
    const { stringify } = JSON;
    /** How many values are stringified to compare lists of which half the members differ. */
    const workOf = (count: number) => {
      let calls = 0;
      JSON.stringify = new Proxy(stringify, {
        apply: (target, self, args) => {
          calls += 1;
          return Reflect.apply(target, self, args) as string;
        },
      });
      try {
        const diff = diffItems(
          item({ configuration: { p: rules(count, 0) } }),
          item({ configuration: { p: rules(count, count / 2) } }),
        );
        assert.equal(Object.keys(diff.changedProperties).length, count);
      } finally {
        JSON.stringify = stringify;
      }
      return calls;
    };
    const work = workOf(500);
    assert.ok(work > 500, `${work}`);
    assert.ok(workOf(1_000) <= 2 * work, `${workOf(1_000)} and ${work}`);
  });
});
