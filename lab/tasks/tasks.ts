import { examineFunction } from "./function/function";
import { examineRevocations } from "./function/revocations";
import { examineIncident } from "./history/incidentItem";
import { examineInventory } from "./history/inventory";
import { examineTimeline } from "./history/timeline";
import { examineNetwork } from "./network/network";
import { examineSecurityGroup } from "./network/securityGroup";
import { examineTopic } from "./notifications/topic";
import { examineChannel } from "./recorder/deliveryChannel";
import { examineRecorder } from "./recorder/recorder";
import { recorderPart } from "./recorder/recorderPart";
import { examineRoles } from "./roles/roles";
import { examineCompliance } from "./rule/compliance";
import { examineComplianceHistory } from "./rule/complianceHistory";
import { examineRemediatedGroups } from "./rule/remediatedGroups";
import { examineRule } from "./rule/rule";
import { rulePart } from "./rule/rulePart";
import type { Task } from "./task";

/** The handout's tasks, in its order. */
export const tasks: readonly Task[] = [
  {
    number: 1,
    title: "Provision the lab environment",
    examinations: {
      network: examineNetwork,
      securityGroup: examineSecurityGroup,
      subscription: examineTopic,
      function: examineFunction,
    },
  },
  {
    number: 2,
    title: "Examine the roles",
    examinations: { roles: examineRoles },
  },
  {
    number: 3,
    title: "Set up AWS Config",
    needs: recorderPart,
    examinations: {
      recorder: examineRecorder,
      deliveryChannel: examineChannel,
      inventory: examineInventory,
      timeline: examineTimeline,
    },
  },
  {
    number: 4,
    title: "Cause an incident, and see its configuration item",
    needs: recorderPart,
    examinations: { incident: examineIncident },
  },
  {
    number: 5,
    title: "Create the rule, and see it evaluate and remediate",
    needs: rulePart,
    examinations: {
      rule: examineRule,
      compliance: examineCompliance,
      complianceHistory: examineComplianceHistory,
    },
  },
  {
    number: 6,
    title: "Look again: the groups have what is required, and nothing else",
    needs: rulePart,
    enforced: true,
    examinations: { groups: examineRemediatedGroups },
  },
  {
    number: 7,
    title: "Find the evidence in the log",
    needs: rulePart,
    enforced: true,
    examinations: { revocations: examineRevocations },
  },
];
