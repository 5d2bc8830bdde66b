import fc from "fast-check";
import type { IpPermission } from "@aws-sdk/client-ec2";
import type { RequiredPermission } from "../../remediation/requiredPermissions";

/** A permission in terms of the tests' own, so that what the code under test makes of it can be compared. */
export interface Atom {
  readonly protocol: "tcp" | "udp" | "icmp" | "icmpv6" | "-1" | "50" | "132";
  readonly from: number;
  readonly to: number;
  readonly source: { readonly kind: "ipv4" | "ipv6" | "prefixList" | "group"; readonly id: string };
}

const numbers: Readonly<Record<string, string>> = { tcp: "6", udp: "17", icmp: "1", icmpv6: "58" };

// Small domains, so that a group and a policy have permissions in common.
const traffic: fc.Arbitrary<readonly [protocol: Atom["protocol"], from: number, to: number]> = fc.oneof(
  fc.constantFrom(["tcp", 80, 80] as const, ["tcp", 443, 443] as const, ["tcp", 80, 443] as const),
  fc.constantFrom(["tcp", 0, 65535] as const, ["udp", 80, 80] as const, ["udp", 0, 65535] as const),
  fc.constantFrom(["icmp", -1, -1] as const, ["icmp", 8, -1] as const, ["icmp", 3, 4] as const),
  fc.constantFrom(["icmpv6", -1, -1] as const, ["icmpv6", 128, 0] as const),
  fc.constantFrom(["-1", -1, -1] as const, ["50", -1, -1] as const, ["132", -1, -1] as const),
);

const source = fc.constantFrom(
  { kind: "ipv4" as const, id: "0.0.0.0/0" },
  { kind: "ipv4" as const, id: "10.16.0.0/12" },
  { kind: "ipv4" as const, id: "192.0.2.64/26" },
  { kind: "ipv6" as const, id: "::/0" },
  { kind: "ipv6" as const, id: "2001:db8::/33" },
  { kind: "prefixList" as const, id: "pl-63a5400a" },
  { kind: "prefixList" as const, id: "pl-0123456789abcdef0" },
  { kind: "group" as const, id: "sg-0123456789abcdef0" },
  { kind: "group" as const, id: "999988887777/sg-0fedcba9876543210" },
);

export const atom: fc.Arbitrary<Atom> = fc
  .tuple(traffic, source)
  .map(([[protocol, from, to], place]) => ({ protocol, from, to, source: place }));

/** Atoms without repetition. */
export const atoms = (maxLength = 25): fc.Arbitrary<Atom[]> =>
  fc.uniqueArray(atom, { maxLength, selector: (value) => JSON.stringify(value) });

/** The policy entry of an atom, in one of the spellings that the configuration allows. */
export function requiredArbitrary({
  protocol,
  from,
  to,
  source: { kind, id },
}: Atom): fc.Arbitrary<RequiredPermission> {
  const ports =
    protocol === "tcp" || protocol === "udp"
      ? fc.constantFrom(...(from === to ? [{ port: from }] : []), { fromPort: from, toPort: to })
      : protocol === "icmp" || protocol === "icmpv6"
        ? fc.constantFrom(
            { fromPort: from, toPort: to },
            ...(from === -1 ? [{}] : to === -1 ? [{ fromPort: from }] : []),
          )
        : fc.constant({});
  const field = { ipv4: "cidr", ipv6: "ipv6Cidr", prefixList: "prefixList", group: "securityGroup" }[kind];
  return fc
    .tuple(protocolSpelling(protocol), ports, sourceSpelling(kind, id))
    .map(([spelled, portFields, sourceText]) => ({ protocol: spelled, ...portFields, [field]: sourceText }));
}

/** The atoms as EC2 might describe them: in any order, grouped in any way, spelled in any way, with descriptions. */
export function describedArbitrary(group: readonly Atom[]): fc.Arbitrary<IpPermission[]> {
  return fc
    .tuple(
      fc.shuffledSubarray([...group], { minLength: group.length }),
      fc.boolean(),
      fc.infiniteStream(fc.boolean()),
    )
    .chain(([shuffled, merged, joins]) =>
      fc.tuple(...shuffled.map((each) => singleArbitrary(each))).map((singles) => {
        const described: IpPermission[] = [];
        for (const single of singles) {
          const home = described.find(
            (other) => merged && sameTraffic(other, single) && joins.next().value === true,
          );
          if (home === undefined) described.push(single);
          else join(home, single);
        }
        return described;
      }),
    );
}

function singleArbitrary({ protocol, from, to, source: { kind, id } }: Atom): fc.Arbitrary<IpPermission> {
  const portless = !(protocol in numbers);
  const ports = portless
    ? fc.constantFrom({}, { FromPort: 0, ToPort: 65535 })
    : fc.constant({ FromPort: from, ToPort: to });
  const description = fc.option(fc.string({ maxLength: 8 }), { nil: undefined });
  return fc
    .tuple(protocolSpelling(protocol), ports, sourceSpelling(kind, id), description)
    .map(([IpProtocol, portFields, text, Description]): IpPermission => {
      const [GroupId, UserId = "111122223333"] = text.split("/").reverse();
      const sources: Record<typeof kind, IpPermission> = {
        ipv4: { IpRanges: [{ CidrIp: text, Description }] },
        ipv6: { Ipv6Ranges: [{ CidrIpv6: text, Description }] },
        prefixList: { PrefixListIds: [{ PrefixListId: text, Description }] },
        group: { UserIdGroupPairs: [{ GroupId, UserId, Description }] },
      };
      // EC2's answers have empty lists for the kinds of source that a permission lacks.
      const empty: IpPermission = { IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] };
      return { IpProtocol, ...portFields, ...empty, ...sources[kind] };
    });
}

function protocolSpelling(protocol: string): fc.Arbitrary<string> {
  return fc.constantFrom(protocol, protocol.toUpperCase(), numbers[protocol] ?? protocol);
}

function sourceSpelling(kind: Atom["source"]["kind"], id: string): fc.Arbitrary<string> {
  const others: Readonly<Record<string, string[]>> = {
    "0.0.0.0/0": ["203.0.113.9/0"],
    "10.16.0.0/12": ["10.31.255.255/12"],
    "192.0.2.64/26": ["192.0.2.77/26"],
    "::/0": ["0:0:0:0:0:0:0:0/0", "2001:db8::1/0"],
    "2001:db8::/33": ["2001:DB8:0:0:0:0:0:0/33", "2001:db8:7fff::192.0.2.1/33"],
  };
  return fc.constantFrom(id, ...(kind === "ipv4" || kind === "ipv6" ? (others[id] ?? []) : []));
}

function sameTraffic(one: IpPermission, other: IpPermission): boolean {
  return (
    one.IpProtocol === other.IpProtocol && one.FromPort === other.FromPort && one.ToPort === other.ToPort
  );
}

function join(home: IpPermission, single: IpPermission): void {
  home.IpRanges = [...(home.IpRanges ?? []), ...(single.IpRanges ?? [])];
  home.Ipv6Ranges = [...(home.Ipv6Ranges ?? []), ...(single.Ipv6Ranges ?? [])];
  home.PrefixListIds = [...(home.PrefixListIds ?? []), ...(single.PrefixListIds ?? [])];
  home.UserIdGroupPairs = [...(home.UserIdGroupPairs ?? []), ...(single.UserIdGroupPairs ?? [])];
}
