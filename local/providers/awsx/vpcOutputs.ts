import { reference, type Registered } from "../plugin/resourceMonitor";
import type { Values } from "../plugin/propertyValues";
import type { PlannedSubnet, SubnetLayout } from "./subnetLayout";

/** Everything that belongs to one subnet. */
export interface MadeSubnet {
  readonly plan: PlannedSubnet;
  readonly subnet: Registered;
  readonly routeTable: Registered;
  readonly association: Registered;
  readonly route?: Registered;
}

/** The component's outputs: its resources, their ids, and the layout as it was asked for. */
export function outputsOf(
  vpc: Registered,
  gateway: Registered,
  made: readonly MadeSubnet[],
  layout: SubnetLayout,
): Values {
  const of = (type: string) => made.filter(({ plan }) => plan.type === type).map(({ subnet }) => subnet);
  const ids = (resources: readonly Registered[]) => resources.map(({ id }) => id.value);
  return {
    eips: [],
    internetGateway: reference(gateway),
    isolatedSubnetIds: ids(of("Isolated")),
    isolatedSubnets: of("Isolated").map(reference),
    natGateways: [],
    privateSubnetIds: ids(of("Private")),
    privateSubnets: of("Private").map(reference),
    publicSubnetIds: ids(of("Public")),
    publicSubnets: of("Public").map(reference),
    routeTableAssociations: made.map(({ association }) => reference(association)),
    routeTables: made.map(({ routeTable }) => reference(routeTable)),
    routes: made.flatMap(({ route }) => (route ? [reference(route)] : [])),
    subnetLayout: layout.specs.map(({ name, cidrBlocks, cidrMask, size, type }) => ({
      name,
      cidrBlocks,
      cidrMask,
      size,
      type,
    })),
    subnets: made.map(({ subnet }) => reference(subnet)),
    vpc: reference(vpc),
    vpcEndpoints: [],
    vpcId: vpc.id.value,
  };
}
