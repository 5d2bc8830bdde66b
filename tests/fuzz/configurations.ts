import { ok } from "node:assert";
import fc from "fast-check";
import { checkConfiguration, defaults } from "../../components/configuration/labConfiguration";
import { atom, requiredArbitrary } from "../remediation/permissionArbitraries";
import { seed } from "./runs";

const keys = ["itscAccount", "subscriptionEmail", ...Object.keys(defaults)];
const secret = "hunter2-of-the-fuzz";

/** A list of permissions as the configuration has it, with a field that is absent, odd or unknown. */
const permissions = fc
  .array(
    fc
      .tuple(
        atom.chain((each) => requiredArbitrary(each)),
        fc.option(
          fc.tuple(
            fc.constantFrom("protocol", "port", "fromPort", "toPort", "cidr", "extra"),
            fc.jsonValue(),
          ),
        ),
      )
      .map(([entry, odd]) => (odd === null ? entry : { ...entry, [odd[0]]: odd[1] })),
    { maxLength: 70 },
  )
  .map((list) => JSON.stringify(list));

const value = fc.oneof(
  permissions,
  fc.constantFrom(
    "true",
    "false",
    "enforce",
    "report",
    "lab",
    "account",
    "off",
    "One_Hour",
    "10.0.0.0/16",
    "[]",
    "{}",
  ),
  fc.constantFrom("x".repeat(100_000), "null", "[null]", "\u0000", "stuabc", "stuabc@example.com", "NaN"),
  fc.string({ maxLength: 30 }),
  fc.json({ maxDepth: 2 }),
);

const configuration = fc.tuple(
  fc.dictionary(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...keys) }, fc.string({ maxLength: 12 })),
    value,
    {
      maxKeys: 8,
      noNullPrototype: true,
    },
  ),
  fc.string({ maxLength: 40 }),
  fc.option(fc.constantFrom("requiredPermissions", "allowedPermissions", "subscriptionEmail", "cidrBlock")),
);

/** Checks odd configurations: each is accepted whole, or rejected with what was expected of which key. */
export function fuzzConfigurations(runs: number): void {
  fc.assert(
    fc.property(configuration, ([values, stack, secretKey]) => {
      const all = secretKey === null ? values : { ...values, [secretKey]: secret };
      const checked = checkConfiguration(
        all,
        "config-remediation-lab",
        stack,
        secretKey === null ? [] : [secretKey],
      );
      if ("configuration" in checked) {
        ok(Object.keys(checked.configuration).length === keys.length);
        return;
      }
      ok(checked.faults.length > 0);
      for (const fault of checked.faults) {
        ok(/^(config-remediation-lab:|the stack's name: )/.test(fault), fault);
        ok(/expected|unknown key|not shown since/.test(fault), fault);
        ok(!fault.includes(secret), fault);
      }
    }),
    { numRuns: runs, seed },
  );
}
