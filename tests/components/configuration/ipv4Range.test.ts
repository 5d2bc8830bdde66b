import { strictEqual } from "node:assert";
import { isVpcRange, secondSlash24 } from "../../../components/configuration/ipv4Range";

describe("isVpcRange", () => {
  for (const range of ["10.0.0.0/16", "172.16.0.0/20", "192.168.254.0/23", "100.64.0.0/16"]) {
    it(`takes ${range}`, () => strictEqual(isVpcRange(range), true));
  }

  const refused: Record<string, string[]> = {
    "too wide for AWS": ["10.0.0.0/15", "0.0.0.0/0"],
    "too narrow for a second /24": ["10.0.0.0/24", "10.0.0.0/28"],
    "not at its network address": ["10.0.0.1/16", "10.0.1.0/23", "10.0.1.0/16"],
    "not an IPv4 range": [
      "",
      "10.0.0.0",
      "10.0.0/16",
      "256.0.0.0/16",
      "10.0.0.0/016",
      "010.0.0.0/16",
      "fd00::/16",
    ],
    "not for a VPC": ["0.1.0.0/16", "127.0.0.0/16", "169.254.0.0/16", "224.0.0.0/16", "255.255.0.0/16"],
  };
  for (const [reason, ranges] of Object.entries(refused)) {
    for (const range of ranges) {
      it(`rejects "${range}": ${reason}`, () => strictEqual(isVpcRange(range), false));
    }
  }
});

describe("secondSlash24", () => {
  it("is the one after the first", () => {
    strictEqual(secondSlash24("10.0.0.0/16"), "10.0.1.0/24");
    strictEqual(secondSlash24("192.168.254.0/23"), "192.168.255.0/24");
  });
});
