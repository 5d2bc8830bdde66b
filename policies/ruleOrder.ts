import type { StackPolicy, StackResource } from "./labPolicy";

const rule = "aws:cfg/rule:Rule";
const group = "aws:ec2/securityGroup:SecurityGroup";

/**
 * What depends on something is destroyed before it. A rule that outlives a group lets the function authorize again what the
 * provider revokes while it deletes the group.
 */
export const ruleOrder: StackPolicy = {
  name: "rule-before-groups",
  description: "A rule of AWS Config depends on every security group, so that it is destroyed before them.",
  violations: (resources) => {
    const groups = resources.filter(({ type }) => type === group);
    return resources
      .filter(({ type }) => type === rule)
      .flatMap((one) => {
        const needed = dependenciesOf(one);
        return groups
          .filter(({ urn }) => !needed.has(urn))
          .map(({ name }) => ({
            urn: one.urn,
            message: `Rule ${one.name} may outlive security group ${name}: expected the rule to depend on it (dependsOn).`,
          }));
      });
  },
};

/** URNs of everything that a resource depends on, directly or through others. */
function dependenciesOf(resource: StackResource): Set<string> {
  const found = new Set<string>();
  const visit = ({ dependencies }: StackResource): void => {
    for (const one of dependencies.filter(({ urn }) => !found.has(urn))) {
      found.add(one.urn);
      visit(one);
    }
  };
  visit(resource);
  return found;
}
