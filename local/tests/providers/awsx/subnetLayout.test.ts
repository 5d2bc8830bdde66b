import assert from "node:assert/strict";
import { layOut } from "../../../providers/awsx/subnetLayout";
import { readVpcArgs } from "../../../providers/awsx/vpcArgs";
import type { Values } from "../../../providers/plugin/propertyValues";

const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];

function subnets(args: Values, count = 1): string[] {
  const names = zones.slice(0, count);
  const layout = layOut("lab", names, readVpcArgs({ subnetStrategy: "Auto", ...args }));
  return layout.subnets.map(({ resourceName, cidrBlock, type }) => `${resourceName} ${cidrBlock} ${type}`);
}

const pub = (more: Values = {}) => ({ type: "Public", ...more });
const priv = (more: Values = {}) => ({ type: "Private", ...more });

describe("laying out subnets", () => {
  it("takes blocks as they are given, one for each zone", () => {
    assert.deepEqual(subnets({ subnetSpecs: [pub({ cidrBlocks: ["10.0.1.0/24"] })] }), [
      "lab-public-1 10.0.1.0/24 Public",
    ]);
    assert.deepEqual(
      subnets({ subnetSpecs: [pub({ name: "web", cidrBlocks: ["10.0.1.0/24", "10.0.2.0/24"] })] }, 2),
      ["lab-web-1 10.0.1.0/24 Public", "lab-web-2 10.0.2.0/24 Public"],
    );
  });

  // The expectations of the next three are worked out from awsx's documentation of its strategies.
  it("divides the range evenly between the zones, and a zone's between its subnets", () => {
    assert.deepEqual(subnets({ subnetSpecs: [priv(), pub()] }, 2), [
      "lab-private-1 10.0.0.0/18 Private",
      "lab-public-1 10.0.64.0/18 Public",
      "lab-private-2 10.0.128.0/18 Private",
      "lab-public-2 10.0.192.0/18 Public",
    ]);
  });

  it("leaves a space where a larger subnet follows a smaller one", () => {
    assert.deepEqual(subnets({ subnetSpecs: [pub({ cidrMask: 24 }), priv({ size: 4096 })] }), [
      "lab-public-1 10.0.0.0/24 Public",
      "lab-private-1 10.0.16.0/20 Private",
    ]);
  });

  it("makes a private and a public subnet a zone when nothing is said", () => {
    const layout = layOut("lab", zones, readVpcArgs({ subnetStrategy: "Auto" }));
    assert.deepEqual(
      layout.subnets.map(({ cidrBlock }) => cidrBlock),
      ["10.0.0.0/19", "10.0.32.0/20", "10.0.64.0/19", "10.0.96.0/20", "10.0.128.0/19", "10.0.160.0/20"],
    );
    assert.deepEqual(layout.specs, [
      { type: "Private", cidrMask: 19 },
      { type: "Public", cidrMask: 20 },
    ]);
  });

  it("allows no gap with the strategy Exact", () => {
    const exact = (specs: Values[]) => subnets({ subnetStrategy: "Exact", subnetSpecs: specs });
    assert.deepEqual(exact([pub({ cidrMask: 17 }), { type: "Unused", cidrMask: 17 }]), [
      "lab-public-1 10.0.0.0/17 Public",
      "lab-unused-1 10.0.128.0/17 Unused",
    ]);
    assert.throws(() => exact([pub({ cidrBlocks: ["10.0.1.0/24"] })]), {
      message:
        "There are gaps in the subnet ranges. Please fix the following gaps: lab-public-1 (10.0.1.0/24) does not " +
        "start at the beginning of the VPC (10.0.0.0/16), lab-public-1 (ending 10.0.1.255) ends before VPC ends (at " +
        "10.0.255.255})",
    });
    assert.throws(
      () => exact([pub({ cidrMask: 18 }), priv({ cidrMask: 17 })]),
      /lab-public-1 \(10\.0\.0\.0\/18\) <=> lab-private-1 \(10\.0\.128\.0\/17\)/,
    );
  });

  it("names by zones only in the tag", () => {
    const args = { subnetStrategy: "Auto", subnetNameTagStrategy: "AvailabilityZone", subnetSpecs: [pub()] };
    const [subnet] = layOut("lab", ["us-west-2-lax-1a"], readVpcArgs(args)).subnets;
    assert.deepEqual([subnet?.resourceName, subnet?.nameTag], ["lab-public-1", "lab-public-2-lax-1a"]);
  });

  const refused: [string, Values, number, string | RegExp][] = [
    [
      "overlapping blocks",
      { subnetSpecs: [pub({ cidrBlocks: ["10.0.1.0/24"] }), priv({ cidrBlocks: ["10.0.0.0/20"] })] },
      1,
      "The following subnets overlap with at least one other subnet. Make the CIDR for the VPC larger, reduce the size " +
        "of the subnets per AZ, or use less Availability Zones:\n\n1. lab-public-1: 10.0.1.0/24\n2. lab-private-1: 10.0.0.0/20\n",
    ],
    [
      "subnets too large",
      { cidrBlock: "10.0.0.0/24", subnetSpecs: [pub({ cidrMask: 20 })] },
      1,
      "Subnets are too large for VPC. VPC has 256 addresses, but subnets require 4096 addresses.",
    ],
    ["no subnets", { subnetSpecs: [] }, 1, "No subnets specified"],
    [
      "a range too small for the defaults",
      { cidrBlock: "10.0.0.0/26" },
      2,
      /requires a VPC with at least \/26 available per AZ, but only \/27/,
    ],
    [
      "a block too few",
      { subnetSpecs: [pub({ cidrBlocks: ["10.0.1.0/24"] })] },
      2,
      "Invalid subnet specifications:\n - The number of CIDR blocks in subnetSpecs[0] must match the number of availability zones (2).",
    ],
    [
      "blocks for some specs only",
      { subnetSpecs: [pub({ cidrBlocks: ["10.0.1.0/24"] }), priv()] },
      1,
      /If any subnet spec has explicit cidrBlocks, all subnets must have explicit cidrBlocks\./,
    ],
    [
      "a mask that differs from the block's",
      { subnetSpecs: [pub({ cidrBlocks: ["10.0.1.0/24"], cidrMask: 20 })] },
      1,
      /The cidrMask in subnetSpecs\[0\] must match all cidrBlocks or be left undefined\./,
    ],
    [
      "a size that differs from the mask's",
      { subnetSpecs: [pub({ cidrMask: 20, size: 256 })] },
      1,
      /Subnet size 256 does not match the expected size for a \/20 subnet \(4096\)\./,
    ],
    [
      "a size that isn't a power of two",
      { subnetSpecs: [pub({ size: 300 })] },
      1,
      /The following subnet sizes are invalid: 300\./,
    ],
    [
      "two subnets of a kind without names",
      { subnetSpecs: [pub(), pub()] },
      1,
      /Multiple subnet specs of type "public" require unique names\./,
    ],
    [
      "a block that is none",
      { subnetSpecs: [pub({ cidrBlocks: ["10.0.1/24"] })] },
      1,
      "Invalid net address: 10.0.1/24",
    ],
  ];
  for (const [what, args, count, message] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => subnets(args, count), { message });
    });
  }
});

describe("inputs of awsx.ec2.Vpc", () => {
  it("are refused by name where they aren't realised, all at once", () => {
    assert.throws(
      () =>
        readVpcArgs({
          vpcEndpointSpecs: [],
          subnetSpecs: [{ type: "Pubic" }],
          assignGeneratedIpv6CidrBlock: true,
        }),
      {
        message: new RegExp(
          [
            "awsx:ec2:Vpc has 3 wrong input\\(s\\):",
            " - vpcEndpointSpecs: not an input that this stand-in realises for awsx:ec2:Vpc; .*",
            ' - subnetSpecs\\[0\\].type: expected one of "Public", "Private", "Isolated", "Unused", got "Pubic" \\(string\\)',
            " - assignGeneratedIpv6CidrBlock: IPv6 is not realised by this stand-in; leave it out",
          ].join("\n"),
        ),
      },
    );
  });
});
