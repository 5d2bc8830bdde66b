import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startLocalAws, type LocalAws } from "@config-remediation-lab/local/aws";
import { environmentWith, Identities, sourceInWords } from "../../../class/credentials";

describe("a student's credentials", function () {
  // The first run on a machine installs moto.
  this.timeout(240_000);
  let folder: string;
  let aws: LocalAws;
  let before: NodeJS.ProcessEnv;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "class-credentials-"));
    aws = await startLocalAws({ folder });
    before = { ...process.env };
    const { accessKeyId, secretAccessKey } = aws.credentials;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
    });
  });
  afterEach(async () => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
    await aws.stop();
    rmSync(folder, { recursive: true });
  });

  it("are identified by their account, each source once, and a profile that isn't there is a problem", async () => {
    const identities = new Identities();
    assert.deepEqual(await identities.of({}, "us-east-1"), { account: aws.accountId });
    assert.equal(identities.of({}, "eu-north-1"), identities.of({}, "us-east-1"));
    const missing = await identities.of({ profile: "none" }, "us-east-1");
    assert.ok("problem" in missing);
    assert.match(missing.problem, /^profile none: No AWS credentials were found\.$/);
  });

  it("of a role that can't be assumed are a problem that names it", async () => {
    const roleArn = `arn:aws:iam::${aws.accountId}:role/NoSuchRole`;
    const identity = await new Identities().of({ roleArn }, "us-east-1");
    assert.ok("problem" in identity);
    assert.ok(identity.problem.startsWith(`role ${roleArn}: `), identity.problem);
  });

  it("of a profile replace the environment's keys, which the provider would prefer", async () => {
    const base = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_SESSION_TOKEN: "c", HOME: "/h" };
    assert.deepEqual(await environmentWith({ profile: "teacher" }, "eu-north-1", base), {
      AWS_PROFILE: "teacher",
      AWS_REGION: "eu-north-1",
      AWS_DEFAULT_REGION: "eu-north-1",
      HOME: "/h",
    });
  });

  it("are named in words", () => {
    const roleArn = "arn:aws:iam::123456789012:role/Lab";
    assert.deepEqual([{}, { profile: "t" }, { roleArn }, { profile: "t", roleArn }].map(sourceInWords), [
      "the environment's credentials",
      "profile t",
      `role ${roleArn}`,
      `role ${roleArn} by profile t`,
    ]);
  });
});
