import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { version } from "../../package.json";
import { catalogue } from "../incidents/catalogue";
import { labStack } from "./fakes/labStack";
import { bin, pulumiSays, runLab, type Ended } from "./fakes/runLab";

describe("the lab command", function () {
  // Up to three processes a test, on a machine that may be busy.
  this.timeout(60_000);

  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-cli-test-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const lab = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> =>
    runLab(folder, args, { environment });
  const pulumiGives = (outputs: object): void => pulumiSays(folder, { stdout: JSON.stringify(outputs) });

  describe("help", () => {
    for (const name of ["rehearse", "local", "incident", "verify", "logs", "mail", "report"]) {
      it(`of ${name} has options and, on standard output, exit code 0`, async () => {
        const { code, stdout, stderr } = await lab([name, "--help"]);
        assert.deepEqual([code, stderr], [0, ""]);
        assert.match(stdout, new RegExp(`^Usage: config-lab ${name} \\[options\\]`));
        assert.match(stdout, /--help/);
      });
    }

    it("names every command with examples and exit codes", async () => {
      const { code, stdout } = await lab(["--help"]);
      assert.equal(code, 0);
      for (const text of ["rehearse", "local", "incident", "verify", "logs"]) {
        assert.match(stdout, new RegExp(`^  ${text} `, "m"));
        assert.match(stdout, new RegExp(`\\$ npx config-lab ${text}`));
      }
      assert.match(stdout, /^Exit codes:$/m);
    });

    it("prints the version of the package", async () => {
      assert.deepEqual(await lab(["--version"]), { code: 0, stdout: `${version}\n`, stderr: "" });
    });
  });

  describe("wrong arguments", () => {
    const next = "  See the usage with --help.\n";
    const wrong: [args: string[], stderr: string][] = [
      [["provision"], `config-lab: unknown command 'provision'\n${next}`],
      [["verify", "--tsk", "1"], `config-lab: unknown option '--tsk'\n(Did you mean --task?)\n${next}`],
      ...["us-east-1a", "US-EAST-1", "moon-1"].map((region): [string[], string] => [
        ["local", "--region", region],
        `config-lab: option '--region <name>' argument '${region}' is invalid. Expected a region of AWS, such as "us-east-1".\n${next}`,
      ]),
      [
        ["verify", "--task", "8"],
        `config-lab: option '-t, --task <number>' argument '8' is invalid. expected a number from 1 to 7, got "8"\n${next}`,
      ],
      [
        ["logs", "--since", "soon"],
        `config-lab: option '--since <time>' argument 'soon' is invalid. expected a number with s, m, h or d, such as 15m, got "soon"\n${next}`,
      ],
      [
        ["incident", "flood"],
        `config-lab: command-argument value 'flood' is invalid for argument 'name'. Allowed choices are ${catalogue.map(({ name }) => name).join(", ")}.\n${next}`,
      ],
      [
        ["incident", "ssh", "ipv6"],
        `config-lab: too many arguments for 'incident'. Expected 1 argument but got 2.\n${next}`,
      ],
    ];
    for (const [args, stderr] of wrong) {
      it(`(lab ${args.join(" ")}) are told, with exit code 2`, async () => {
        assert.deepEqual(await lab(args), { code: 2, stdout: "", stderr });
      });
    }

    it("(none at all) bring the help, with exit code 2", async () => {
      const { code, stdout, stderr } = await lab([]);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^Usage: config-lab /);
    });
  });

  it("lists the catalogue without a stack, as a table and as JSON", async () => {
    const table = await lab(["incident", "--list"]);
    assert.equal(table.code, 0);
    for (const { name, does } of catalogue)
      assert.ok(table.stdout.includes(name) && table.stdout.includes(does), name);
    const json = await lab(["incident", "--list", "--json"]);
    assert.deepEqual(JSON.parse(json.stdout), JSON.parse(JSON.stringify(catalogue)));
  });

  it("ends quietly when nobody reads on", async () => {
    const child = spawn(process.execPath, [bin, "incident", "--list"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    let stderr = "";
    child.stderr.on("data", (data: Buffer) => (stderr += data.toString()));
    assert.deepEqual([await once(child, "close"), stderr], [[0, null], ""]);
  });

  it("reports in a sentence that its output can't be written", async function () {
    // Linux's device that is always full.
    if (!existsSync("/dev/full")) this.skip();
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [bin, "incident", "--list"], { stdio: ["ignore", full, "pipe"] });
    closeSync(full);
    let stderr = "";
    child.stderr?.on("data", (data: Buffer) => (stderr += data.toString()));
    assert.deepEqual(
      [await once(child, "close"), stderr],
      [[74, null], "config-lab: Standard output can't be written: the disk is full (ENOSPC).\n"],
    );
  });

  describe("what is missing", () => {
    let server: Server | undefined;
    afterEach(() => {
      server?.close();
      server = undefined;
    });
    const credentials = { AWS_ACCESS_KEY_ID: "AKIAWRONG", AWS_SECRET_ACCESS_KEY: "wrong" };

    it("is told when there is no stack: exit code 3, nothing on standard output", async () => {
      pulumiSays(folder, {
        stderr: "error: no stack selected; please use `pulumi stack select` to choose one",
        code: 1,
      });
      for (const args of [["incident"], ["verify"], ["logs"]]) {
        assert.deepEqual(await lab(args), {
          code: 3,
          stdout: "",
          stderr:
            "config-lab: No stack is selected.\n  Select one: pulumi stack select NAME (pulumi stack ls lists them), or pulumi stack init NAME, or --stack NAME\n",
        });
      }
    });

    it("explains wrong credentials", async () => {
      pulumiGives(labStack());
      server = createServer((request, response) => {
        request.resume();
        // STS's answer to an access key that it doesn't know.
        response.writeHead(403, { "content-type": "text/xml" });
        response.end(
          '<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The security token included in the request is invalid.</Message></Error><RequestId>0</RequestId></ErrorResponse>',
        );
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      assert.deepEqual(
        await lab(["incident"], { ...credentials, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` }),
        {
          code: 3,
          stdout: "",
          stderr:
            "config-lab: AWS rejected these credentials (InvalidClientTokenId).\n  Check AWS_PROFILE or AWS_ACCESS_KEY_ID (aws sts get-caller-identity shows the identity in use), or use the account on this machine: npx config-lab local -- COMMAND\n",
        },
      );
    });

    it("is told when there are no credentials", async () => {
      pulumiGives(labStack());
      const { code, stderr } = await lab(["incident"]);
      assert.equal(code, 3);
      assert.match(stderr, /^config-lab: No AWS credentials were found\.\n/);
    });

    it("is told when the endpoint doesn't answer", async () => {
      pulumiGives(labStack());
      server = createServer().listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      server.close();
      await once(server, "close");
      const endpoint = `http://127.0.0.1:${port}`;
      for (const args of [["incident"], ["verify", "--task", "1"], ["logs"]]) {
        assert.deepEqual(await lab(args, { ...credentials, AWS_ENDPOINT_URL: endpoint }), {
          code: 3,
          stdout: "",
          stderr: `config-lab: The endpoint in AWS_ENDPOINT_URL, ${endpoint}, doesn't respond (ECONNREFUSED).\n  Start it (npx config-lab local), or use AWS: unset AWS_ENDPOINT_URL\n`,
        });
      }
    });
  });
});
