import { labSettings, type LabSettings } from "../labSettings";
import type { PlannedResource, Props, StackResource } from "../labPolicy";

const namespace = "config-remediation-lab";

/** Settings of a student's stack, with these values of its configuration. */
export function settingsWith(values: Readonly<Record<string, string>> = {}): LabSettings {
  const all = { itscAccount: "stuabc", subscriptionEmail: "stuabc@example.com", ...values };
  const config = Object.fromEntries(
    Object.entries(all).map(([key, value]) => [`${namespace}:${key}`, value]),
  );
  return labSettings({ ...config, "aws:region": "us-east-1" }, namespace, "dev");
}

/** A resource as a policy sees it before it is created. */
export function planned(type: string, props: Props, name = "example"): PlannedResource {
  return { type, name, props };
}

/** A resource as a policy sees it in the whole stack. */
export function inStack(
  type: string,
  name: string,
  props: Props = {},
  related: Partial<Pick<StackResource, "dependencies" | "propertyDependencies">> = {},
): StackResource {
  const urn = `urn:pulumi:dev::${namespace}::${type}::${name}`;
  return { type, name, urn, props, dependencies: [], propertyDependencies: {}, ...related };
}

/** A policy document with one statement, as JSON. */
export function document(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
}
