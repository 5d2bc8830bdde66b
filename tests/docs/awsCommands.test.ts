import { deepStrictEqual, ok } from "node:assert";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as configservice from "@aws-sdk/client-config-service";
import * as ec2 from "@aws-sdk/client-ec2";
import * as iam from "@aws-sdk/client-iam";
import * as s3api from "@aws-sdk/client-s3";
import * as sns from "@aws-sdk/client-sns";
import * as sts from "@aws-sdk/client-sts";
import { documents } from "../documents/documents";

/** The AWS CLI's services whose commands are AWS's operations, with the SDK client that has the same operations. */
const services: Readonly<Record<string, object>> = { logs, configservice, ec2, iam, s3api, sns, sts };

/** The CLI's own commands, which no API has. */
const ownCommands = ["s3 rb", "sso login"];

/** Options of every command of the CLI. */
const globalOptions = ["query", "output", "region", "profile", "endpoint-url"];

/** Options that the CLI takes out of a member of the request, by the CLI's own reference. */
const ownOptions: Readonly<Record<string, readonly string[]>> = {
  "configservice put-configuration-recorder": ["recording-group"],
};

const commands = documents().flatMap(({ path, code, blocks }) =>
  [...code, ...blocks.filter(({ language }) => language === "sh").map(({ text }) => text)]
    .flatMap((text) => text.replace(/\\\n/g, " ").split("\n"))
    .flatMap((line) => [...line.matchAll(/(?:^|[\s(])aws ([a-z0-9]+ [a-z0-9-]+)([^)]*)/g)])
    .map(([, name = "", rest = ""]) => ({ path, name, options: [...rest.matchAll(/ --([a-z0-9-]+)/g)] }))
    .map(({ options, ...command }) => ({ ...command, options: options.map(([, option = ""]) => option) })),
);

/** Lower case without hyphens, in which an option and the member of the request that it sets are spelled alike. */
const plain = (name: string) => name.replace(/-/g, "").toLowerCase();

/** The members of an operation's request by the SDK's schema of it; undefined where AWS has no such operation. */
function requestOf(service: string, operation: string): string[] | undefined {
  const client = Object.entries(services[service] ?? {}) as [name: string, value: unknown][];
  const found = client.find(([name]) => name.toLowerCase() === `${plain(operation)}command`)?.[1];
  if (typeof found !== "function") return undefined;
  const command = new (
    found as new (input: object) => { schema: [unknown, unknown, unknown, unknown, unknown] }
  )({});
  const input = command.schema[4];
  const shape = (typeof input === "function" ? (input as () => unknown)() : input) as unknown[];
  return (shape[4] as string[]).map(plain);
}

function faultsOf({
  name,
  options,
}: {
  readonly name: string;
  readonly options: readonly string[];
}): string[] {
  if (ownCommands.includes(name)) return [];
  const [service = "", operation = ""] = name.split(" ");
  const members = requestOf(service, operation);
  if (!members) return [`no command aws ${name}`];
  return options
    .filter((option) => ![...globalOptions, ...(ownOptions[name] ?? [])].includes(option))
    .filter((option) => !members.includes(plain(option)))
    .map((option) => `no option --${option} of aws ${name}`);
}

describe("commands of the AWS CLI in the documents", () => {
  it("are there to be checked", () => ok(commands.length >= 20, `found ${String(commands.length)}`));

  it("exist in AWS's API, with their options", () => {
    deepStrictEqual(
      commands.flatMap((command) => faultsOf(command).map((fault) => `${command.path}: ${fault}`)),
      [],
    );
  });

  for (const [name, options, fault] of [
    ["ec2 describe-security-group", [], "no command aws ec2 describe-security-group"],
    [
      "sns confirm-subscription",
      ["topic-arn", "secret"],
      "no option --secret of aws sns confirm-subscription",
    ],
  ] as const) {
    it(`are found at fault: ${fault}`, () => deepStrictEqual(faultsOf({ name, options }), [fault]));
  }
});
