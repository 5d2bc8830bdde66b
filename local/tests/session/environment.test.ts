import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeActivation } from "../../session/activation";
import { sessionEnvironment, sessionVariables } from "../../session/environment";
import { usageLines } from "../../session/usage";

const parts = {
  aws: {
    endpoint: "http://127.0.0.1:4566",
    region: "eu-west-1",
    credentials: { accessKeyId: "AKIALOCAL", secretAccessKey: "local" },
    mailbox: "/tmp/session/aws/mailbox",
  },
  engine: { pulumi: "/tools/pulumi/bin/pulumi" },
  folder: "/tmp/session",
  mark: "b1946ac9",
};

describe("environment of a session", () => {
  it("points the SDKs, the AWS CLI and Pulumi at this machine, and at none of the user's accounts", () => {
    const user = {
      HOME: "/home/ada",
      PATH: "/usr/bin",
      AWS_PROFILE: "production",
      AWS_SESSION_TOKEN: "secret",
      AWS_ENDPOINT_URL_S3: "https://example.com",
      PULUMI_ACCESS_TOKEN: "secret",
      PULUMI_BACKEND_URL: "https://api.pulumi.com",
      MOTO_PORT: "5000",
    };
    assert.deepEqual(sessionEnvironment(parts, user), {
      HOME: "/home/ada",
      PATH: "/tools/pulumi/bin:/usr/bin",
      CONFIG_REMEDIATION_LAB_SESSION: "b1946ac9",
      CONFIG_REMEDIATION_LAB_MAILBOX: "/tmp/session/aws/mailbox",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_ACCESS_KEY_ID: "AKIALOCAL",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_REGION: "eu-west-1",
      AWS_DEFAULT_REGION: "eu-west-1",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      PULUMI_BACKEND_URL: "file:///tmp/session/state",
      PULUMI_HOME: "/tmp/session/pulumi",
      PULUMI_CONFIG_PASSPHRASE: "local",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      NO_PROXY: "127.0.0.1,localhost",
      no_proxy: "127.0.0.1,localhost",
    });
  });

  it("keeps the user's passphrase where their stack files are used, an empty one too, and nowhere else", () => {
    const mine = { ...parts, userPassphrase: true };
    assert.equal(sessionVariables(mine, { PULUMI_CONFIG_PASSPHRASE: "" }).PULUMI_CONFIG_PASSPHRASE, "");
    const byFile = sessionVariables(mine, { PULUMI_CONFIG_PASSPHRASE_FILE: "/home/ada/phrase" });
    assert.equal(byFile.PULUMI_CONFIG_PASSPHRASE_FILE, "/home/ada/phrase");
    assert.equal("PULUMI_CONFIG_PASSPHRASE" in byFile, false);
    assert.equal(sessionVariables(mine, {}).PULUMI_CONFIG_PASSPHRASE, "local");
    assert.equal(
      sessionVariables(parts, { PULUMI_CONFIG_PASSPHRASE: "mine" }).PULUMI_CONFIG_PASSPHRASE,
      "local",
    );
  });

  it("goes round the user's proxy, and no further than they do", () => {
    assert.equal(
      sessionVariables(parts, { NO_PROXY: "example.com" }).NO_PROXY,
      "127.0.0.1,localhost,example.com",
    );
    assert.equal(
      sessionVariables(parts, { no_proxy: "example.com" }).NO_PROXY,
      "127.0.0.1,localhost,example.com",
    );
  });

  it("has the commands of the caller first on PATH", () => {
    const { PATH } = sessionVariables({ ...parts, path: ["/clone/lab/path"] }, {});
    assert.equal(PATH, "/clone/lab/path:/tools/pulumi/bin");
  });

  it("is written to a file that a shell sources, without the mark", async () => {
    const folder = mkdtempSync(join(tmpdir(), "it's a folder-"));
    try {
      const awkward = `it's "mine" $HOME \`date\` \\`;
      const file = await writeActivation(folder, {
        CONFIG_REMEDIATION_LAB_SESSION: "x",
        AWS_REGION: "eu-west-1",
        PULUMI_CONFIG_PASSPHRASE: awkward,
        PATH: "/a dir:/b",
      });
      const script = '. "$1"; echo "$AWS_REGION $PULUMI_CONFIG_PASSPHRASE $PATH"; export -p';
      const { stdout } = spawnSync("sh", ["-c", script, "sh", file], {
        encoding: "utf8",
        env: { PATH: "/usr/bin:/bin" },
      });
      assert.equal(stdout.split("\n")[0], `eu-west-1 ${awkward} /a dir:/b:/usr/bin:/bin`);
      assert.doesNotMatch(stdout, /CONFIG_REMEDIATION_LAB_SESSION/);
      assert.equal(statSync(file).mode & 0o777, 0o600);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is described to the user with the line to type", () => {
    const lines = usageLines({
      aws: {
        ...parts.aws,
        administrators: {},
        accountId: "123456789012",
        idle: () => Promise.resolve(),
        stop: () => Promise.resolve(),
      },
      folder: "/tmp/session",
      activation: "/tmp/session/activate.sh",
    });
    assert.deepEqual(lines, [
      "AWS on this machine: http://127.0.0.1:4566, account 123456789012, region eu-west-1",
      "To use it in another terminal:",
      "  source /tmp/session/activate.sh",
      "Then pulumi (in the clone), aws and config-lab (in any folder) use it there. Type config-lab, not npx config-lab:",
      "outside the clone npx would run a package of that name from the registry.",
      "Mails: config-lab mail, or the files in /tmp/session/aws/mailbox",
      "Logs and state: /tmp/session",
      "Ctrl-C ends it and removes all of this.",
    ]);
  });
});
