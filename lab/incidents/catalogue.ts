/** One permission an incident opens; exactly one source. */
export interface IncidentPermission {
  /** `tcp`, `udp`, or `-1` for all traffic. */
  readonly protocol: string;
  /** First and last port; absent with protocol -1. */
  readonly ports?: readonly [from: number, to: number];
  /** `defaultGroup`: members of the VPC's default group. */
  readonly source:
    { readonly cidr: string } | { readonly ipv6Cidr: string } | { readonly group: "defaultGroup" };
}

/** A change of a security group's inbound rules that the lab's remediation is expected to revert. */
export interface IncidentEntry {
  /** The argument of `config-lab incident`. */
  readonly name: string;
  readonly title: string;
  /** What it does to the group. */
  readonly does: string;
  /** What the remediation is expected to do about it. */
  readonly expected: string;
  /** The group it changes: LabSG1, or the default group of the lab's VPC. */
  readonly group: "LabSG1" | "default";
  readonly change:
    | { readonly kind: "open"; readonly permissions: readonly IncidentPermission[] }
    /** Removes the first permission of the stack's `requiredPermissions`. */
    | { readonly kind: "removeRequired" };
}

/** The incident that the handout asks for in Task 4. */
export const defaultIncident = "handout";

export const catalogue: readonly IncidentEntry[] = [
  {
    name: "handout",
    title: "SMTPS and IMAPS to the world",
    does: "opens TCP 465 (SMTPS) and TCP 993 (IMAPS) of LabSG1 to 0.0.0.0/0, as in Task 4 of the handout",
    expected: "revokes both; nothing else of the group changes",
    group: "LabSG1",
    change: {
      kind: "open",
      permissions: [
        { protocol: "tcp", ports: [465, 465], source: { cidr: "0.0.0.0/0" } },
        { protocol: "tcp", ports: [993, 993], source: { cidr: "0.0.0.0/0" } },
      ],
    },
  },
  {
    name: "ssh",
    title: "SSH to the world",
    does: "opens TCP 22 of LabSG1 to 0.0.0.0/0, the mistake that scanners find within minutes",
    expected: "revokes it",
    group: "LabSG1",
    change: {
      kind: "open",
      permissions: [{ protocol: "tcp", ports: [22, 22], source: { cidr: "0.0.0.0/0" } }],
    },
  },
  {
    name: "all-traffic",
    title: "All traffic from the world",
    does: "opens every protocol and port of LabSG1 to 0.0.0.0/0",
    expected: "revokes it, and keeps the rules for 80 and 443 although it covered them",
    group: "LabSG1",
    change: { kind: "open", permissions: [{ protocol: "-1", source: { cidr: "0.0.0.0/0" } }] },
  },
  {
    name: "ipv6",
    title: "HTTPS over IPv6",
    does: "opens TCP 443 of LabSG1 to ::/0, the same port as required but another source",
    expected: "revokes it: what is required is TCP 443 from 0.0.0.0/0, and that stays",
    group: "LabSG1",
    change: {
      kind: "open",
      permissions: [{ protocol: "tcp", ports: [443, 443], source: { ipv6Cidr: "::/0" } }],
    },
  },
  {
    name: "wide-range",
    title: "One range that covers 80 to 443",
    does: "opens TCP 80-443 of LabSG1 to 0.0.0.0/0 in one rule, which opens the 362 ports between them as well",
    expected: "revokes the range, and keeps the single rules for 80 and 443",
    group: "LabSG1",
    change: {
      kind: "open",
      permissions: [{ protocol: "tcp", ports: [80, 443], source: { cidr: "0.0.0.0/0" } }],
    },
  },
  {
    name: "peer-group",
    title: "A security group as source",
    does: "opens every protocol and port of LabSG1 to members of the VPC's default group",
    expected: "revokes it: a source may be a group too, and this one isn't required",
    group: "LabSG1",
    change: { kind: "open", permissions: [{ protocol: "-1", source: { group: "defaultGroup" } }] },
  },
  {
    name: "required-removed",
    title: "A required port removed",
    does: "removes the first required permission from LabSG1 (TCP 80 from 0.0.0.0/0, in the handout)",
    expected: "authorizes it again",
    group: "LabSG1",
    change: { kind: "removeRequired" },
  },
  {
    name: "default-group",
    title: "The default group opened",
    does: "opens TCP 3389 (RDP) of the VPC's default group to 0.0.0.0/0",
    expected: "revokes it: default groups are monitored and remediated in the same way",
    group: "default",
    change: {
      kind: "open",
      permissions: [{ protocol: "tcp", ports: [3389, 3389], source: { cidr: "0.0.0.0/0" } }],
    },
  },
];
