import assert from "node:assert/strict";
import { checkSettings, settingsOf } from "../../../../providers/aws/account/settings";
import type { Values } from "../../../../providers/plugin/propertyValues";

function faults(news: Values): string[] {
  return checkSettings(news).faults.map(({ property, reason }) => `${property}: ${reason}`);
}

describe("the configuration of the provider aws", () => {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  beforeEach(() => {
    delete process.env.AWS_REGION;
    delete process.env.AWS_DEFAULT_REGION;
  });
  after(() => {
    Object.assign(process.env, {
      ...(AWS_REGION === undefined ? {} : { AWS_REGION }),
      ...(AWS_DEFAULT_REGION === undefined ? {} : { AWS_DEFAULT_REGION }),
    });
  });

  it("requires a region, its own or the environment's", () => {
    assert.deepEqual(faults({}), [
      "region: is required: set it with `pulumi config set aws:region us-east-1`, or by AWS_REGION",
    ]);
    process.env.AWS_DEFAULT_REGION = "eu-west-1";
    assert.deepEqual(faults({}), []);
    assert.equal(settingsOf({}).region, "eu-west-1");
    assert.equal(settingsOf({ region: "us-east-1" }).region, "us-east-1");
  });

  it("reads what Pulumi sends as JSON text", () => {
    const settings = settingsOf({
      region: "us-east-1",
      accessKey: "a",
      secretKey: "s",
      defaultTags: '{"tags":{"Course":"Lab"}}',
      endpoints: '[{"ec2":"http://127.0.0.1:1"}]',
      s3UsePathStyle: "true",
      maxRetries: "0",
    });
    assert.deepEqual(settings, {
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "s", sessionToken: undefined },
      profile: undefined,
      assumeRoles: [],
      defaultTags: { Course: "Lab" },
      endpoints: { ec2: "http://127.0.0.1:1" },
      maxAttempts: 1,
      s3UsePathStyle: true,
    });
  });

  it("refuses keys that aren't offered and values of a wrong type, all at once", () => {
    const [first = "", second = ""] = faults({
      version: "7.48.0",
      regoin: "x",
      defaultTags: "no JSON",
      region: "r",
    });
    assert.match(
      first,
      /^regoin: isn't offered by this stand-in: expected one of .*, got "regoin"; did you mean region\?$/,
    );
    assert.equal(second, 'defaultTags: expected an object, got "no JSON" (string)');
  });
});
