/** What a language host is started with. */
export interface HostArguments {
  /** Address of the engine's gRPC server; undefined where an engine attaches later, and passes it by Handshake. */
  readonly engine?: string;
  /** Where `pulumi --tracing` sends its spans. */
  readonly tracing?: string;
}

/**
 * Reads the command line that the engine starts a language host with: flags, then the engine's address. Other flags
 * than `--tracing` (`--logtostderr`, `-v=9`, `-root=…`) concern a log that this host doesn't write.
 */
export function hostArguments(args: readonly string[]): HostArguments {
  const [flag = "", value] = (args.find((arg) => /^--?tracing(=|$)/.test(arg)) ?? "").split(/=(.*)/s);
  const tracing = value ?? (flag ? args[args.indexOf(flag) + 1] : undefined);
  const last = args.at(-1);
  const engine = last?.startsWith("-") || (value === undefined && last === tracing) ? undefined : last;
  return { ...(engine && { engine }), ...(tracing && { tracing }) };
}
