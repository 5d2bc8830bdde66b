import { deepStrictEqual, doesNotMatch, equal, match } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSession, type LocalSession } from "@config-remediation-lab/local/session";
import { childProcesses } from "@config-remediation-lab/local/tests/childProcesses";
import { copyWorkingTree } from "../../lab/preview/trees";
import { ProgramFiles } from "../../lab/tests/fakes/programFiles";
import { root } from "../documents/documents";
import { runJob, type JobOptions, type StepRun } from "./stepRunner";

const label = "!contains(github.event.pull_request.labels.*.name, 'destructive-change')";
const failOn = `${label} && '--fail-on=delete,replace' || ''`;

/** The steps that call actions are the runner's; the others run here, in a repository with a base and a change. */
describe("the workflows' steps, one by one", function () {
  this.timeout(1_200_000);
  const start = childProcesses();
  let folder: string;
  let project: string;
  let summary: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "workflows-"));
    project = join(folder, "project");
    summary = join(folder, "summary.md");
    await copyWorkingTree(root, project);
    git("init", "--quiet");
    git("add", "--all");
    commit("The base");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const git = (...args: string[]) => execFileSync("git", args, { cwd: project });
  const commit = (subject: string) =>
    git(
      "-c",
      "user.name=test",
      "-c",
      "user.email=test@example.com",
      "commit",
      "--quiet",
      "--all",
      "-m",
      subject,
    );

  /** Commits a change of the program over the one before. */
  function change(file: string, before: string, after: string): void {
    new ProgramFiles(project).replace(file, before, after);
    commit(`Change ${file}`);
  }

  const job = (file: string, name: string, options: Partial<JobOptions> = {}) =>
    runJob(file, name, {
      start,
      cwd: project,
      expressions: { [failOn]: "--fail-on=delete,replace" },
      ...options,
      environment: {
        ...process.env,
        npm_config_prefer_offline: "true",
        RUNNER_TEMP: folder,
        GITHUB_STEP_SUMMARY: summary,
        ...options.environment,
      },
    });
  const codes = (runs: readonly StepRun[]) => runs.map(({ step, code }) => [step, code]);
  const shown = (runs: readonly StepRun[]) => runs.map(({ output }) => output).join("\n");

  it("of preview.yml install, preview a change over its base, and rehearse", async () => {
    change("components/labNetwork.ts", 'Name: "LabSG1" }', 'Name: "LabSG1", Course: "security" }');
    const runs = await job("preview.yml", "preview");
    deepStrictEqual(
      codes(runs),
      [
        ["npm ci --ignore-scripts", 0],
        ["Preview", 0],
        ["npm run rehearse", 0],
      ],
      shown(runs),
    );
    match(readFileSync(summary, "utf8"), /tags\.Course/);
  });

  it("of preview.yml refuse what deletes a resource, and accept it with the label", async () => {
    change("Pulumi.dev.yaml", "config:", "config:\n  config-remediation-lab:stage: monitored");
    const refused = await job("preview.yml", "preview", { only: "config-lab preview" });
    deepStrictEqual(codes(refused), [["Preview", 1]], shown(refused));
    match(readFileSync(summary, "utf8"), /1 delete/);
    const labelled = await job("preview.yml", "preview", {
      only: "config-lab preview",
      expressions: { [failOn]: "" },
    });
    deepStrictEqual(codes(labelled), [["Preview", 0]], shown(labelled));
  });

  describe("with an account", () => {
    let session: LocalSession;
    before(async () => {
      session = await startSession({ progress: () => undefined });
    });
    after(() => session?.stop());

    it("of preview.yml preview a stack that exists, and refuse what deletes a resource", async () => {
      const environment = { ...session.environment, PULUMI_SKIP_CONFIRMATIONS: "true" };
      const commands = [
        "cp Pulumi.dev.yaml Pulumi.preview.yaml",
        "pulumi stack init preview",
        "pulumi config set stage remediated",
        "pulumi up --skip-preview",
        "pulumi config set stage monitored",
      ];
      const shell = async (script: string) => {
        const child = start("bash", ["-ec", script], {
          cwd: project,
          env: { ...process.env, ...environment },
        });
        equal(await child.exitCode(), 0, child.stdout + child.stderr);
      };
      await shell(commands.join("\n"));
      const expressions = { [failOn]: "--fail-on=delete,replace", "vars.PREVIEW_STACK": "preview" };
      const secrets = { "secrets.PULUMI_ACCESS_TOKEN": "" };
      const refused = await job("preview.yml", "stack", {
        only: "pulumi preview",
        environment,
        expressions: { ...expressions, ...secrets },
      });
      deepStrictEqual(codes(refused), [["Refuse what deletes or replaces", 1]], shown(refused));
      match(shown(refused), /1 delete/);
      await shell("pulumi destroy --skip-preview && pulumi stack rm --yes preview");
    });

    it("of class.yml plan a class, build it in shards, grade it, and destroy it", async () => {
      const roster = "itscAccount,email\nstu001,stu001@example.edu\nstu002,stu002@example.edu";
      const results = join(project, "results");
      mkdirSync(results);
      const passphrase = session.environment.PULUMI_CONFIG_PASSPHRASE ?? "";
      const expressions = (operation: string, shard = "1"): JobOptions["expressions"] => ({
        "vars.AWS_REGION": session.aws.region,
        "vars.PULUMI_BACKEND_URL": session.environment.PULUMI_BACKEND_URL ?? "",
        "vars.CLASS_NAME || 'class'": "comp4632",
        "secrets.CLASS_ROSTER": roster,
        "secrets.PULUMI_ACCESS_TOKEN": "",
        "secrets.PULUMI_CONFIG_PASSPHRASE": passphrase,
        "inputs.stage": "environment",
        "inputs.operation": operation,
        "inputs.shards": "2",
        "matrix.shard": shard,
        "inputs.operation == 'grades' && 'verify' || inputs.operation":
          operation === "grades" ? "verify" : operation,
        "inputs.operation == 'grades' && format('--save=evidence-{0}.json', matrix.shard) || ''":
          operation === "grades" ? `--save=evidence-${shard}.json` : "",
        "inputs.operation == 'grades'": operation === "grades" ? "true" : "",
        "inputs.operation == 'grades' && needs.class.result == 'success' && '--csv' || ''":
          operation === "grades" ? "--csv" : "",
        "inputs.operation == 'up' && format('--stage={0}', inputs.stage) || ''":
          operation === "up" ? "--stage=environment" : "",
        "inputs.operation == 'down' && '--yes' || ''": operation === "down" ? "--yes" : "",
      });
      const classJob = (name: string, operation: string, shard?: string, only = "config-lab") =>
        job("class.yml", name, {
          only,
          environment: session.environment,
          expressions: expressions(operation, shard),
        });
      const written = await classJob("plan", "up", undefined, "CLASS_NAME");
      deepStrictEqual(codes(written), [
        ["Write the roster", 0],
        ["Plan", 0],
      ]);
      for (const operation of ["up", "grades", "down"]) {
        for (const shard of ["1", "2"]) {
          const runs = await classJob("class", operation, shard);
          // Nobody has confirmed the mail: a check that failed is no reason to stop.
          const expected = operation === "grades" ? [1, 0] : [0];
          deepStrictEqual(
            runs.map(({ code }) => code),
            expected,
            shown(runs),
          );
          // As the actions keep it, and bring it to the next job.
          cpSync(join(project, `${operation}-${shard}.json`), join(results, `${operation}-${shard}.json`));
        }
        const merged = await classJob("table", operation);
        deepStrictEqual(codes(merged), [["Merge the results", 0]], shown(merged));
        match(shown(merged), /^stu001 .*\n(?:.*\n)*stu002 /m);
        doesNotMatch(shown(merged), /@example/);
      }
      match(readFileSync(join(project, "comp4632-grades.csv"), "utf8"), /^stu001,\d/m);
      const expired = await classJob("expired", "");
      deepStrictEqual(codes(expired), [["Destroy", 0]], shown(expired));
    });
  });
});
