import { readFileSync, writeFileSync } from "node:fs";

type Outputs = Readonly<Record<string, string>>;

interface Exported {
  readonly deployment: {
    readonly resources: readonly {
      readonly type: string;
      readonly urn: string;
      readonly id?: string;
      readonly outputs: Outputs;
    }[];
  };
}

/** Ids that the released provider documents for an import, where they aren't the resource's own. */
const documented: Readonly<Record<string, (outputs: Outputs) => string>> = {
  "aws:ec2/route:Route": (route) => `${route.routeTableId}_${route.destinationCidrBlock}`,
  "aws:ec2/routeTableAssociation:RouteTableAssociation": (one) => `${one.subnetId}/${one.routeTableId}`,
  "aws:lambda/permission:Permission": (permission) => `${permission.function}/${permission.statementId}`,
};

/** Writes the file by which `pulumi import` finds the AWS resources of an exported stack. */
const [exported = "", imports = ""] = process.argv.slice(2);
const { deployment } = JSON.parse(readFileSync(exported, "utf8")) as Exported;
const resources = deployment.resources
  .filter(({ type }) => type.startsWith("aws:"))
  .map(({ type, urn, id, outputs }) => ({
    type,
    name: urn.split("::").at(-1),
    id: documented[type]?.(outputs) ?? id,
  }));
writeFileSync(imports, JSON.stringify({ resources }));
