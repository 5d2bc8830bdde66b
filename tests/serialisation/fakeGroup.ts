import { ec2Answer, ec2Error, type WireAnswer, type WireCall } from "../remediation/fakeEndpoint";

/** A security group that allows TCP ports from anywhere, as EC2 answers for it, and an AWS Config that takes every result. */
export class FakeGroup {
  readonly id: string;
  readonly vpcId: string;
  readonly ports: Set<number>;

  constructor(id: string, vpcId: string, ports: readonly number[]) {
    this.id = id;
    this.vpcId = vpcId;
    this.ports = new Set(ports);
  }

  readonly answer = ({ operation, body }: WireCall): WireAnswer => {
    switch (operation) {
      case "DescribeSecurityGroups":
        return ec2Answer(operation, this.describe());
      case "AuthorizeSecurityGroupIngress":
        for (const port of portsOf(body)) this.ports.add(port);
        return ec2Answer(operation, "<return>true</return>");
      case "RevokeSecurityGroupIngress":
        for (const port of portsOf(body)) this.ports.delete(port);
        return ec2Answer(operation, "<return>true</return>");
      case "PutEvaluations":
        return { body: "{}" };
      default:
        return ec2Error("InvalidAction");
    }
  };

  private describe(): string {
    const permissions = [...this.ports].map(
      (port) =>
        `<item><ipProtocol>tcp</ipProtocol><fromPort>${port}</fromPort><toPort>${port}</toPort>` +
        "<ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges></item>",
    );
    return (
      `<securityGroupInfo><item><groupId>${this.id}</groupId><groupName>LabSG1</groupName><vpcId>${this.vpcId}</vpcId>` +
      `<ownerId>123456789012</ownerId><ipPermissions>${permissions.join("")}</ipPermissions></item></securityGroupInfo>`
    );
  }
}

/** The TCP ports of an authorize or revoke request, in its order. */
export function portsOf(body: string): number[] {
  const form = new URLSearchParams(body);
  const ports: number[] = [];
  for (let n = 1; form.has(`IpPermissions.${n}.FromPort`); n++) {
    ports.push(Number(form.get(`IpPermissions.${n}.FromPort`)));
  }
  return ports;
}
