import * as pulumi from "@pulumi/pulumi";
import type { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { getMonitor } from "@pulumi/pulumi/runtime/settings";
import * as state from "@pulumi/pulumi/runtime/state";
import { mockAccount, mockState } from "./mockAws";

/** A resource as the program registered it with the engine. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Name of the parent; empty for the stack's own. */
  readonly parent: string;
  /** Names of what it depends on, by its inputs or by `dependsOn`; of a component, what is in it. */
  readonly dependsOn: readonly string[];
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  /** How many functions the engine is asked to call for the resource and its children. */
  readonly transforms: number;
  /** Names of the hooks that run before its creation. */
  readonly beforeCreate: readonly string[];
}

/** What {@link startMocks} is asked for. */
export interface MockOptions {
  /** The stack's configuration, by full key. @default none */
  readonly configuration?: Record<string, string>;
  /** The stack's name. @default "dev" */
  readonly stack?: string;
  /** Answers of the provider's functions that differ from {@link mockAccount}'s, by token. */
  readonly answers?: Readonly<Record<string, Record<string, unknown>>>;
}

/** What {@link startMocks} hands out. */
export interface Mocked {
  /** In the order in which they were registered. */
  readonly registrations: readonly Registration[];
  /** Names of the registered hooks, with whether they run in previews. */
  readonly hooks: ReadonlyMap<string, { readonly onDryRun: boolean }>;
  /** Tokens of the provider's functions that were called. */
  readonly calls: readonly string[];
  /** What the provider's function of this token was last called with. */
  inputsOf(token: string): unknown;
  /** The one registration of this name. */
  registration(name: string): Registration;
  /** The types that were registered, sorted, without the components. */
  types(): string[];
  /** Waits until every registration is done. */
  settle(): Promise<void>;
}

interface Request {
  getName(): string;
  getParent(): string;
  getDependenciesList(): string[];
  getDeletebeforereplace(): boolean;
  getIgnorechangesList(): string[];
  getTransformsList(): unknown[];
  getHooks(): { getBeforeCreateList(): string[] } | undefined;
}

interface HookRequest {
  getName(): string;
  getOnDryRun(): boolean;
}

/** The mock monitor lacks it, though the SDK takes it for one that has hooks. */
interface HookRegistry {
  registerResourceHook(request: HookRequest, callback: (error: null) => void): void;
}

/**
 * Starts Pulumi's mocks in place of an engine and records what is registered, and how. A provider's component
 * (awsx.ec2.Vpc) shows as one resource: what its provider makes of the inputs, only a real engine can tell.
 */
export async function startMocks({
  configuration = {},
  stack = "dev",
  answers = {},
}: MockOptions = {}): Promise<Mocked> {
  const registrations: Registration[] = [];
  const requests = new Map<string, Request>();
  const calls = new Map<string, unknown>();
  const hooks = new Map<string, { onDryRun: boolean }>();
  let count = 0;
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registrations.push(registrationOf(type, name, inputs as Record<string, unknown>, requests.get(name)));
        return mockState(type, name, inputs as Record<string, unknown>, ++count);
      },
      call: ({ token, inputs }) => {
        calls.set(token, inputs);
        const answer = answers[token] ?? mockAccount[token];
        if (!answer) throw new Error(`No mock for ${token}: add it to mockAccount`);
        return answer;
      },
    },
    "config-remediation-lab",
    stack,
    false,
  );
  // setMocks takes it away, though the mock monitor has nothing against transforms. Its setting is internal to Pulumi's
  // runtime and has no type.
  (state as unknown as { getStore(): { supportsTransforms: boolean } }).getStore().supportsTransforms = true;
  pulumi.runtime.setAllConfig(configuration);
  const monitor = getMonitor() as unknown as MockMonitor;
  (monitor as unknown as HookRegistry).registerResourceHook = (request, callback) => {
    hooks.set(request.getName(), { onDryRun: request.getOnDryRun() });
    callback(null);
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request: Request, callback) => {
    requests.set(request.getName(), request);
    return register(request, callback);
  };
  return {
    registrations,
    hooks,
    get calls() {
      return [...calls.keys()];
    },
    inputsOf: (token) => calls.get(token),
    registration: (name) => {
      const found = registrations.filter((one) => one.name === name);
      if (found.length !== 1) throw new Error(`${found.length} registrations are called ${name}`);
      return found[0] as Registration;
    },
    types: () =>
      registrations
        .map(({ type }) => type)
        .filter((type) => !type.startsWith("config-remediation-lab:"))
        .sort(),
    settle: () => pulumi.runtime.disconnect(),
  };
}

function registrationOf(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  request: Request | undefined,
): Registration {
  if (!request) throw new Error(`${name} was registered without a request`);
  const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
  return {
    type,
    name,
    inputs,
    parent: nameOf(request.getParent()),
    dependsOn: [...new Set(request.getDependenciesList().map(nameOf))].sort(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    ignoreChanges: request.getIgnorechangesList(),
    transforms: request.getTransformsList().length,
    beforeCreate: request.getHooks()?.getBeforeCreateList() ?? [],
  };
}

/** The value of an output, once it is known. */
export function valueOf<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve, reject) => {
    pulumi.output(output).apply((value) => resolve(value));
    setTimeout(() => reject(new Error("The output didn't come to be known.")), 5000).unref();
  });
}
