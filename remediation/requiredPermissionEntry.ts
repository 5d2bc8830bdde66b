import { canonicalIpv4Cidr, canonicalIpv6Cidr } from "./cidr";
import { canonicalProtocol } from "./permissions";
import { isFields, shown, type Fields } from "./values";

const portFields = ["port", "fromPort", "toPort"] as const;
const sourceFields = ["cidr", "ipv6Cidr", "prefixList", "securityGroup"] as const;
const fields: readonly string[] = ["protocol", ...portFields, ...sourceFields];

/** The faults of one entry of the policy by itself; each text begins with the entry's place, `where`. */
export function entryFaults(entry: unknown, where: string): string[] {
  if (!isFields(entry)) {
    return [`${where}: expected an object with a protocol, its ports and one source, got ${shown(entry)}`];
  }
  const unknown = Object.keys(entry).filter((field) => !fields.includes(field));
  return [
    ...unknown.map((field) => `${where}.${field}: unknown field; expected only ${fields.join(", ")}`),
    ...protocolFaults(entry, where),
    ...sourceFaults(entry, where),
  ];
}

function protocolFaults(entry: Fields, where: string): string[] {
  const { protocol } = entry;
  const known = typeof protocol === "string" ? canonicalProtocol(protocol) : "";
  switch (known) {
    case "tcp":
    case "udp":
      return portFaults(entry, where);
    case "icmp":
    case "icmpv6":
      return icmpFaults(entry, where);
    default:
      if (known === "-1" || (/^(0|[1-9]\d{0,2})$/.test(known) && Number(known) <= 255)) {
        return portFields
          .filter((field) => entry[field] !== undefined)
          .map(
            (field) => `${where}.${field}: expected no ports with protocol ${known}, which opens them all`,
          );
      }
      return [
        `${where}.protocol: expected "tcp", "udp", "icmp", "icmpv6", "-1" (all traffic) or a protocol number ` +
          `from "0" to "255" in quotes, got ${shown(protocol)}`,
      ];
  }
}

function portFaults(entry: Fields, where: string): string[] {
  const { port, fromPort, toPort } = entry;
  const faults = numberFaults(entry, where, portFields, 0, 65535);
  if (port !== undefined && (fromPort !== undefined || toPort !== undefined)) {
    return [...faults, `${where}: expected either port, or fromPort and toPort, got both`];
  }
  if (port === undefined && (fromPort === undefined || toPort === undefined)) {
    const got = portFields.filter((field) => entry[field] !== undefined).join("");
    return [
      ...faults,
      `${where}: expected port, or fromPort and toPort, got ${got === "" ? "none" : `only ${got}`}`,
    ];
  }
  if (faults.length === 0 && Number(fromPort) > Number(toPort)) {
    return [`${where}.toPort: expected fromPort (${String(fromPort)}) or more, got ${shown(toPort)}`];
  }
  return faults;
}

function icmpFaults(entry: Fields, where: string): string[] {
  const { port, fromPort, toPort } = entry;
  const faults = numberFaults(entry, where, ["fromPort", "toPort"], -1, 255);
  if (port !== undefined) {
    faults.push(
      `${where}.port: expected fromPort (the ICMP type) and toPort (the code) with this protocol, got port`,
    );
  }
  if ((fromPort === undefined || fromPort === -1) && toPort !== undefined && toPort !== -1) {
    faults.push(
      `${where}.toPort: expected no ICMP code, or -1, when every type is meant, got ${shown(toPort)}`,
    );
  }
  return faults;
}

function numberFaults(
  entry: Fields,
  where: string,
  names: readonly string[],
  least: number,
  most: number,
): string[] {
  return names.flatMap((field) => {
    const value = entry[field];
    if (value === undefined || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most))
      return [];
    return [`${where}.${field}: expected a whole number from ${least} to ${most}, got ${shown(value)}`];
  });
}

function sourceFaults(entry: Fields, where: string): string[] {
  const given = sourceFields.filter((field) => entry[field] !== undefined);
  const faults = given.flatMap((field) => {
    const value = entry[field];
    if (typeof value === "string" && isSource(field, value)) return [];
    return [`${where}.${field}: expected ${sourceExample(field)}, got ${shown(value)}`];
  });
  if (given.length === 1) return faults;
  const got = given.length === 0 ? "none" : given.join(" and ");
  return [...faults, `${where}: expected exactly one source of ${sourceFields.join(", ")}, got ${got}`];
}

function isSource(field: (typeof sourceFields)[number], value: string): boolean {
  switch (field) {
    case "cidr":
      return canonicalIpv4Cidr(value) !== undefined;
    case "ipv6Cidr":
      return canonicalIpv6Cidr(value) !== undefined;
    // EC2's ids end in 8 hexadecimal digits (older resources) or 17.
    case "prefixList":
      return /^pl-([0-9a-f]{8}|[0-9a-f]{17})$/.test(value);
    case "securityGroup":
      return /^(\d{12}\/)?sg-([0-9a-f]{8}|[0-9a-f]{17})$/.test(value);
  }
}

function sourceExample(field: (typeof sourceFields)[number]): string {
  switch (field) {
    case "cidr":
      return 'an IPv4 block like "0.0.0.0/0"';
    case "ipv6Cidr":
      return 'an IPv6 block like "::/0"';
    case "prefixList":
      return 'a prefix list\'s id like "pl-63a5400a"';
    case "securityGroup":
      return 'a group\'s id like "sg-0a1b2c3d4e5f60718", or "123456789012/sg-0a1b2c3d4e5f60718" of another account';
  }
}
