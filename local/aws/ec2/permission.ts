/** Where traffic comes from, or, outbound, goes to. */
export type Source =
  | { readonly kind: "ipv4" | "ipv6"; readonly cidr: string }
  | { readonly kind: "prefixList"; readonly id: string }
  | { readonly kind: "group"; readonly id: string; readonly userId: string };

/** One rule of a security group: a protocol, perhaps ports, and one source. In EC2's own spelling. */
export interface Permission {
  readonly protocol: string;
  /** Absent where the protocol has no ports: any but TCP, UDP and ICMP, where they are type and code. */
  readonly ports?: { readonly from: number; readonly to: number };
  readonly source: Source;
  readonly description?: string;
}

/** Equal for two permissions that are the same rule: everything but the description. */
export function keyOf({ protocol, ports, source }: Permission): string {
  const range = ports ? `${ports.from}-${ports.to}` : "all";
  return `${protocol} ${range} ${source.kind} ${sourceText(source)}`;
}

/** A permission as EC2's messages write it. */
export function describePermission({ protocol, ports, source }: Permission): string {
  const peer = source.kind === "group" ? source.id : sourceText(source);
  const range = ports ? ` from port: ${ports.from}, to port: ${ports.to},` : "";
  return `"peer: ${peer}, ${protocol === "-1" ? "ALL" : protocol.toUpperCase()},${range} ALLOW"`;
}

function sourceText(source: Source): string {
  switch (source.kind) {
    case "ipv4":
    case "ipv6":
      return source.cidr;
    case "prefixList":
      return source.id;
    case "group":
      return `${source.userId}/${source.id}`;
  }
}
