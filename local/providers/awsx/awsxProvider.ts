import type { Built, Provider } from "../plugin/provider";
import { Monitor } from "../plugin/resourceMonitor";
import { decode, hasSecret } from "../plugin/propertyValues";
import { buildVpc } from "./vpcComponent";

const vpcType = "awsx:ec2:Vpc";

/** The stand-in for the component plugin `awsx`: `awsx.ec2.Vpc`, built by the engine out of `aws` resources. */
export function awsxProvider(version: string, awsVersion: string): Provider {
  return {
    version,
    construct: async (request): Promise<Built> => {
      if (request.getType() !== vpcType) {
        throw new Error(
          `${request.getType()} is not among the components this stand-in realises: ${vpcType}. ` +
            "Against a real account the released plugin runs, which has it",
        );
      }
      if (hasSecret(request.getInputs())) {
        throw new Error(
          `${vpcType}: secret inputs are not realised by this stand-in; give them as plain values`,
        );
      }
      const monitor = new Monitor(request, { aws: awsVersion });
      try {
        const urn = await monitor.registerComponent();
        const outputs = await buildVpc(request.getName(), urn, decode(request.getInputs()), monitor);
        await monitor.registerOutputs(urn, outputs);
        // awsx takes all its outputs from one value, so that each comes from every child.
        const dependencies = Object.fromEntries(Object.keys(outputs).map((name) => [name, monitor.urns]));
        return { urn, outputs, dependencies };
      } finally {
        monitor.close();
      }
    },
  };
}
