import * as pulumi from "@pulumi/pulumi";

/** Runs the work. @returns its result, and the warnings that it logged through Pulumi */
export async function capturedWarnings<T>(
  work: () => T | Promise<T>,
): Promise<{ result: T; warnings: string[] }> {
  const warnings: string[] = [];
  const { warn } = pulumi.log;
  const log = pulumi.log as { warn: typeof warn };
  log.warn = (message) => {
    warnings.push(message);
    return Promise.resolve();
  };
  try {
    return { result: await work(), warnings };
  } finally {
    log.warn = warn;
  }
}
