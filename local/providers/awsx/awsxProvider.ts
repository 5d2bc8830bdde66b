import { NotOfferedError } from "../plugin/notOfferedError";
import { decode, hasSecret } from "../plugin/propertyValues";
import type { Built, Provider } from "../plugin/provider";
import { ResourceMonitor } from "../plugin/resourceMonitor";
import { buildVpc } from "./vpcComponent";

const vpcType = "awsx:ec2:Vpc";

/** The stand-in for the component plugin `awsx`: `awsx.ec2.Vpc`, which the engine builds out of `aws` resources. */
export function awsxProvider(version: string, awsVersion: string): Provider {
  return {
    version,
    construct: async (request): Promise<Built> => {
      if (request.getType() !== vpcType) throw new NotOfferedError(request.getType(), [vpcType]);
      if (hasSecret(request.getInputs())) {
        throw new Error(`${vpcType}: a secret isn't offered by this stand-in: expected plain inputs`);
      }
      const monitor = new ResourceMonitor(request, { aws: awsVersion });
      try {
        const urn = await monitor.registerComponent();
        const outputs = await buildVpc(request.getName(), urn, decode(request.getInputs()), monitor);
        await monitor.registerOutputs(urn, outputs);
        // awsx derives all its outputs from one value, so each depends on every child.
        const dependencies = Object.fromEntries(Object.keys(outputs).map((name) => [name, monitor.urns]));
        return { urn, outputs, dependencies };
      } finally {
        monitor.close();
      }
    },
  };
}
