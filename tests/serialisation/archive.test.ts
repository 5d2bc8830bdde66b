import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { deflateRawSync } from "node:zlib";
import { configured, functionArchive, requiresOf } from "./functionArchive";

const policy = [
  { protocol: "tcp", port: 443, cidr: "198.51.100.0/24" },
  { protocol: "udp", fromPort: 6000, toPort: 6100, ipv6Cidr: "2001:db8::/32" },
];

describe("the function's archive", () => {
  let files: Record<string, string>;
  let text: string;

  before(async () => {
    process.env["LAB_TEST_SECRET"] = "hunter2-in-the-environment";
    try {
      files = await functionArchive({ requiredPermissions: JSON.stringify(policy) });
    } finally {
      delete process.env["LAB_TEST_SECRET"];
    }
    text = files["__index.js"] ?? "";
  });

  it("is one file: no package is in it", () => {
    deepStrictEqual(Object.keys(files), ["__index.js"]);
  });

  it("is smaller than 30 KB", () => {
    // A zip file adds a few headers to this.
    const deflated = deflateRawSync(text).length;
    ok(deflated > 1_000 && deflated < 30_000, `${deflated} bytes`);
  });

  it("requires the two SDK clients by their bare names, and nothing else but Node's own modules", () => {
    deepStrictEqual(
      requiresOf(text).filter((name) => !name.startsWith("node:")),
      ["@aws-sdk/client-config-service", "@aws-sdk/client-ec2"],
    );
  });

  it("carries the policy, the mode and the VPC of the stack's configuration", () => {
    for (const part of ["198.51.100.0/24", "2001:db8::/32", "6100", "vpc-0a1b2c3d4e5f60718", "enforce"]) {
      ok(text.includes(part), `${part} isn't in it`);
    }
    strictEqual(text.includes("0.0.0.0/0"), false);
  });

  it("carries no other values of the stack, the account or the machine", () => {
    const others = [
      ...Object.values(configured),
      "123456789012",
      "hunter2",
      process.cwd(),
      "process.env",
      "config-remediation-lab:itscAccount",
      "instructor",
    ];
    for (const other of others) strictEqual(text.includes(other), false, `${other} is in it`);
  });

  it("holds no helper of another compiler", () => {
    strictEqual(text.includes("__name("), false);
  });

  it("leaves the VPC out where every group is in scope", async () => {
    const everywhere = (await functionArchive({ scope: "account" }))["__index.js"] ?? "";
    strictEqual(everywhere.includes("vpc-0a1b2c3d4e5f60718"), false);
  });

  it("is the same text every time, so that an update without a change uploads nothing", async () => {
    deepStrictEqual(await functionArchive({ requiredPermissions: JSON.stringify(policy) }), files);
  });
});

describe("requiresOf", () => {
  it("finds requires and imports of any form, computed ones too", () => {
    const text =
      'import a from "a"; require(`b`); const c = () => import("c"); require("b"); require(x + "d");';
    deepStrictEqual(requiresOf(text), ['<x + "d">', "a", "b", "c"]);
  });
});
