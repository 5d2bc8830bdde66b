import { AwsError } from "../service";

/** The parameters of EC2's requests that name security groups by id. */
const groupId = /^(?:GroupId|GroupId\.\d+|SecurityGroupId\.\d+)$/;

/** @throws AwsError `InvalidGroupId.Malformed` where a request names a group by what can't be a group's id. */
export function checkGroupIds(parameters: URLSearchParams): void {
  for (const [name, id] of parameters) {
    if (!groupId.test(name) || /^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) continue;
    const expected = id.startsWith("sg-") ? "" : ' (expecting "sg-...")';
    throw new AwsError("InvalidGroupId.Malformed", `Invalid id: "${id}"${expected}`);
  }
}
