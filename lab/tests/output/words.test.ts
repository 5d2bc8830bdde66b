import assert from "node:assert/strict";
import { durationInWords } from "../../output/duration";
import { keyInWords, permissionInWords } from "../../output/permissions";
import { styled, type Output } from "../../output/style";
import { timeInWords } from "../../output/time";

describe("words for people", () => {
  it("write a permission as the handout does", () => {
    const anywhere = { IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
    assert.equal(
      permissionInWords({ IpProtocol: "tcp", FromPort: 465, ToPort: 465, ...anywhere }),
      "TCP 465 from 0.0.0.0/0",
    );
    assert.equal(
      permissionInWords({ IpProtocol: "17", FromPort: 1, ToPort: 9, ...anywhere }),
      "UDP 1-9 from 0.0.0.0/0",
    );
    assert.equal(permissionInWords({ IpProtocol: "-1", ...anywhere }), "all traffic from 0.0.0.0/0");
    assert.equal(
      permissionInWords({
        IpProtocol: "icmp",
        FromPort: 8,
        ToPort: -1,
        Ipv6Ranges: [{ CidrIpv6: "2001:DB8:0::/48" }],
      }),
      "ICMP type 8 from 2001:db8::/48",
    );
    assert.equal(
      permissionInWords({ IpProtocol: "50", UserIdGroupPairs: [{ GroupId: "sg-1" }] }),
      "protocol 50 from sg-1",
    );
  });

  it("write the keys of the function's log the same way", () => {
    assert.equal(keyInWords("tcp 465 from 0.0.0.0/0"), "TCP 465 from 0.0.0.0/0");
    assert.equal(keyInWords("icmpv6 all types from ::/0"), "ICMPv6 all types from ::/0");
    assert.equal(keyInWords("all traffic from sg-tcp"), "all traffic from sg-tcp");
  });

  it("write spans of time", () => {
    assert.deepEqual([0, 84.6, 999, 1000, 4249, 59_900, 65_000, 120_000].map(durationInWords), [
      "0 ms",
      "85 ms",
      "999 ms",
      "1.0 s",
      "4.2 s",
      "59.9 s",
      "1 min 5 s",
      "2 min",
    ]);
  });

  it("never say 60 s or 1000 ms", () => {
    assert.deepEqual([999.6, 59_990].map(durationInWords), ["1.0 s", "1 min"]);
  });

  it("write moments in UTC, to the second", () => {
    assert.equal(timeInWords(new Date("2026-01-31T09:05:00.987Z")), "2026-01-31 09:05:00");
    assert.equal(timeInWords(undefined), "");
  });

  it("have colours where the stream has them, and nowhere else", () => {
    const stream = (colours: boolean): Output => ({ write: () => true, hasColors: () => colours });
    assert.equal(styled("ok", "fine", stream(true)), "\u001b[32mfine\u001b[39m");
    assert.equal(styled("ok", "fine", stream(false)), "fine");
    assert.equal(styled("ok", "fine", { write: () => true }), "fine");
  });
});
