import { InvalidArgumentError } from "commander";
import type { QuotaName, Quotas } from "@config-remediation-lab/local/aws/quotas";

const names: readonly QuotaName[] = ["vpcs", "gateways", "rules", "executions"];

/** Collects `--quota NAME=NUMBER`. */
export function collectQuota(text: string, earlier: Partial<Quotas> = {}): Partial<Quotas> {
  const [, given, number = ""] = /^(\w+)=(\d{1,6})$/.exec(text) ?? [];
  const name = names.find((one) => one === given);
  if (name !== undefined) return { ...earlier, [name]: Number(number) };
  throw new InvalidArgumentError(`expected NAME=NUMBER with a name of ${names.join(", ")}, got "${text}"`);
}
