import { PolicyPack } from "@pulumi/policy";
import { toPulumiPolicies } from "./labPolicy";
import { resourcePolicies, stackPolicies } from "./pack";

new PolicyPack("config-remediation-lab", {
  policies: toPulumiPolicies(resourcePolicies, stackPolicies),
  enforcementLevel: "mandatory",
});
