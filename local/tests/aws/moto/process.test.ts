import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { ensureMoto } from "../../../aws/moto/environment";
import { forward } from "../../../aws/moto/forward";
import { startMoto } from "../../../aws/moto/process";
import type { HttpRequest } from "../../../aws/service";
import { until } from "../../until";
import { loadTypeScript } from "../../../support/loadTypeScript";

/** Starts moto in a process of its own, which prints moto's process id and then waits. */
const parentScript = `
const { startMoto } = require(process.argv[1]);
startMoto({ python: process.argv[2], logFile: process.argv[3] }).then(({ pid }) => console.log(pid));
setInterval(() => {}, 1000);
`;

describe("moto server", function () {
  this.timeout(120_000);
  let folder: string;
  let python: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "moto-process-"));
    python = await ensureMoto(() => {});
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const logFile = () => join(folder, "moto.log");

  it("is started on the loopback interface, logs to its file, and is gone once stopped", async () => {
    const moto = await startMoto({ python, logFile: logFile() });
    assert.match(moto.endpoint, /^http:\/\/127\.0\.0\.1:\d+$/);
    const { status } = await forward(moto.endpoint, request("Action=ListRoles&Version=2010-05-08"));
    assert.equal(status, 200);
    await moto.stop();
    assert.equal(isAlive(moto.pid), false);
    assert.match(await readFile(logFile(), "utf8"), /"POST \/ HTTP\/1\.1" 200/);
    await assert.rejects(forward(moto.endpoint, request("Action=ListRoles")), {
      name: "InternalFailure",
      message: /^moto server failed: connect ECONNREFUSED/,
    });
  });

  for (const signal of ["SIGKILL", "SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`ends when its parent is ended by ${signal}`, async () => {
      const script = require.resolve("../../../aws/moto/process");
      const parent = spawn(
        process.execPath,
        ["-r", loadTypeScript, "-e", parentScript, script, python, logFile()],
        { stdio: ["ignore", "pipe", "inherit"] },
      );
      const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
      const pid = Number(line);
      assert.equal(isAlive(pid), true);
      parent.kill(signal);
      await once(parent, "exit");
      await until(`the end of moto, process ${pid}`, () => !isAlive(pid));
    });
  }

  it("leaves Ctrl-C to its parent, which may still need it", async () => {
    const moto = await startMoto({ python, logFile: logFile() });
    try {
      process.kill(moto.pid, "SIGINT");
      // If it ended, it would do so within the time that these take.
      for (let count = 0; count < 100; count++) {
        const { status } = await forward(moto.endpoint, request("Action=ListRoles&Version=2010-05-08"));
        assert.equal(status, 200);
      }
    } finally {
      await moto.stop();
    }
  });

  it("doesn't keep a copy of each rule of a security group that it describes", async () => {
    const moto = await startMoto({ python, logFile: logFile() });
    try {
      for (const action of [
        "CreateSecurityGroup&GroupName=web&GroupDescription=web",
        "DescribeSecurityGroupRules",
      ]) {
        const { status } = await forward(
          moto.endpoint,
          request(`Action=${action}&Version=2016-11-15`, "ec2"),
        );
        assert.equal(status, 200);
      }
      const response = await fetch(`${moto.endpoint}/moto-api/data.json`);
      const { ec2 } = (await response.json()) as { ec2: Record<string, unknown[]> };
      assert.notDeepEqual(ec2["SecurityGroup"], []);
      assert.deepEqual(ec2["SecurityGroupRule"], []);
    } finally {
      await moto.stop();
    }
  });

  it("that doesn't start is reported with the path of its log", async () => {
    const failed = startMoto({ python: "/bin/false", logFile: logFile() });
    await assert.rejects(failed, {
      name: "SetUpError",
      message: `moto server ended at once (exit code 1): see ${logFile()}.`,
    });
    const missing = startMoto({ python: "/nowhere/python", logFile: logFile() });
    await assert.rejects(missing, {
      name: "SetUpError",
      message: `moto server couldn't be started (/nowhere/python: spawn /nowhere/python ENOENT): see ${logFile()}.`,
    });
    const slow = startMoto({ python, logFile: logFile(), startWithin: 1 });
    await assert.rejects(slow, {
      name: "SetUpError",
      message: `moto server didn't come up within 0.001 s: see ${logFile()}.`,
    });
  });

  it("that fails on a request is reported as an error of the request", async () => {
    const moto = await startMoto({ python, logFile: logFile() });
    try {
      // TCP without ports, which the gateway never lets through.
      const form =
        "Action=AuthorizeSecurityGroupIngress&GroupName=default&Version=2016-11-15&IpPermissions.1.IpProtocol=tcp" +
        "&IpPermissions.1.IpRanges.1.CidrIp=10.0.0.0%2F8";
      await assert.rejects(forward(moto.endpoint, request(form, "ec2")), {
        name: "ValidationError",
        message: "The request isn't valid for moto server, which fails on it: the traceback is in its log.",
        status: 400,
      });
    } finally {
      await moto.stop();
    }
  });
});

function request(form: string, service = "iam"): HttpRequest {
  const scope = `AKIALOCL123456789012/20260101/us-east-1/${service}/aws4_request`;
  return {
    method: "POST",
    url: "/",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: Buffer.from(form),
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
