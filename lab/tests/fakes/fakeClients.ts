import { AwsClients } from "@config-remediation-lab/local/support/awsClients";

/** Answers to API calls by operation, e.g. `DescribeVpcs`. They get the call's input. */
export type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>>;

export interface FakeClients extends AwsClients {
  /** Operations in the order they were called. */
  readonly calls: string[];
}

/** An error as the SDK throws it: the code is its name. */
export function awsError(code: string, message = `${code} from the test`): Error {
  return Object.assign(new Error(message), { name: code, $fault: "client" });
}

/**
 * Real clients, which the SDK's paginators insist on, that never send: each operation is answered from `answers`, and
 * one without an answer throws.
 */
export function fakeClients(answers: Answers): FakeClients {
  const calls: string[] = [];
  const send = (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const operation = command.constructor.name.replace(/Command$/, "");
    calls.push(operation);
    const answer = answers[operation];
    if (answer === undefined)
      return Promise.reject(new Error(`No answer for ${operation}: add it to fakeClients({ ... })`));
    return Promise.resolve().then(() => answer(command.input));
  };
  const credentials = { accessKeyId: "AKIAFAKE", secretAccessKey: "fake" };
  const clients = new AwsClients("us-east-1", () => ({ credentials }));
  for (const service of ["config", "ec2", "iam", "lambda", "logs", "s3", "sns", "sts"] as const)
    Object.assign(clients[service], { send });
  return Object.assign(clients, { calls });
}
