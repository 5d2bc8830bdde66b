import type { RequiredPermission } from "./requiredPermissions";

/** The handout's policy, and the default of the configuration key `requiredPermissions`: HTTP and HTTPS from anywhere. */
export const handoutPermissions: readonly RequiredPermission[] = [
  { protocol: "tcp", port: 80, cidr: "0.0.0.0/0" },
  { protocol: "tcp", port: 443, cidr: "0.0.0.0/0" },
];
