import type {
  CreateRequest,
  Difference,
  Found,
  Provider,
  PropertyChange,
  ReadRequest,
} from "../plugin/provider";
import { PartlyDoneError } from "../plugin/provider";
import type { Values } from "../plugin/propertyValues";
import { check } from "./resource/checkInputs";
import { differences } from "../properties/differences";
import { importedInputs, refreshedInputs } from "../properties/readInputs";
import type { Properties } from "../properties/property";
import { needsDeleteBeforeReplace, replacing } from "./resource/replacement";
import type { AnyResourceType } from "./resource/resourceType";
import { previewedState, settledState } from "./resource/resourceState";
import { AwsAccount } from "./account/awsAccount";
import { describedType } from "./typeCatalogue";
import { isGone, OperationError } from "./account/awsError";
import { call } from "./functions/functions";
import { checkSettings, settingsOf } from "./account/settings";
import { allTags, tagsAllChanges } from "./resource/tags";

/** The stand-in for the provider plugin `aws`: the types and functions the program uses, through the AWS SDK. */
export function awsProvider(version: string): Provider {
  let aws = new AwsAccount(settingsOf({}));
  const place = (values: Values) => aws.in(typeof values.region === "string" ? values.region : undefined);

  const changesOf = (type: AnyResourceType, state: Values, news: Values, ignored: readonly string[]) => {
    const changes = differences(type.properties as Properties, state, news);
    if ("tagsAll" in type.properties) changes.push(...tagsAllChanges(state, news));
    return replacing(type, changes).filter((change) => !isIgnored(change, ignored));
  };

  return {
    version,
    checkConfig: checkSettings,
    configure: (config) => {
      aws = new AwsAccount(settingsOf(config));
    },

    check: async (request) => {
      const type = await describedType(request.type);
      const { inputs, faults } = check(type, request);
      const tagsAll = "tagsAll" in type.properties ? allTags(inputs, place(inputs)) : undefined;
      return { inputs: { ...inputs, ...(tagsAll === undefined ? {} : { tagsAll }) }, faults };
    },

    diff: async (request): Promise<Difference> => {
      const type = await describedType(request.type);
      const changes = changesOf(type, request.state, request.news, request.ignoreChanges);
      return {
        changes,
        deleteBeforeReplace: needsDeleteBeforeReplace(type, changes, request.state, request.news),
      };
    },

    create: async (request) => {
      const type = await describedType(request.type);
      const there = place(request.inputs);
      if (request.preview) return { id: "", state: previewedState(type, request.inputs, there) };
      return create(type, request, there);
    },

    read: async (request) => read(await describedType(request.type), request, place(request.state)),

    update: async (request) => {
      const type = await describedType(request.type);
      const { id, news, state } = request;
      const there = place(news);
      if (request.preview) return previewedState(type, news, there, state);
      const changes = changesOf(type, state, news, request.ignoreChanges);
      const names = new Set(changes.map((change) => /^\w+/.exec(change.path)?.[0] ?? ""));
      // Default tags reach a resource as its tags.
      if (names.has("tagsAll")) names.add("tags");
      const has = (...properties: string[]) => properties.some((property) => names.has(property));
      try {
        await type.update?.(id, { olds: state, news, has }, there);
        return await stateOf(type, id, news, there);
      } catch (error) {
        throw new OperationError("updating", request, error);
      }
    },

    delete: async (request) => {
      const type = await describedType(request.type);
      try {
        await type.delete(request.id, request.state, place(request.state));
      } catch (error) {
        if (!isGone(error, type.gone)) throw new OperationError("deleting", request, error);
      }
    },

    invoke: (token, args) => call(token, args, place(args)),
  };
}

async function create(type: AnyResourceType, request: CreateRequest, aws: AwsAccount): Promise<Found> {
  const { inputs } = request;
  let id: string;
  try {
    id = await type.create(inputs, aws);
  } catch (error) {
    throw new OperationError("creating", request, error);
  }
  try {
    await type.complete?.(id, inputs, aws);
    return { id, state: await stateOf(type, id, inputs, aws) };
  } catch (error) {
    const cause = new OperationError("creating", request, error);
    throw new PartlyDoneError(id, { ...inputs }, inputs, cause);
  }
}

async function read(
  type: AnyResourceType,
  request: ReadRequest,
  aws: AwsAccount,
): Promise<Found | undefined> {
  const { id, state: known, inputs } = request;
  const properties = type.properties as Properties;
  const isImport = Object.keys(known).length === 0;
  try {
    const found = await type.read(id, aws, known);
    if (!found) return undefined;
    const state = settledState(type, found, known, aws);
    return {
      id,
      state,
      inputs: isImport ? importedInputs(properties, state) : refreshedInputs(properties, inputs, state),
    };
  } catch (error) {
    if (isGone(error, type.gone)) return undefined;
    throw new OperationError("reading", request, error);
  }
}

async function stateOf(type: AnyResourceType, id: string, inputs: Values, aws: AwsAccount): Promise<Values> {
  const found = await type.read(id, aws, inputs);
  if (!found) throw new Error(`AWS doesn't show ${id}, although the call that wrote it succeeded`);
  return settledState(type, found, inputs, aws);
}

/** The engine names paths, e.g. `ingress` or `tags.Name`; what lies below such a path is ignored too. */
function isIgnored(change: PropertyChange, ignored: readonly string[]): boolean {
  return ignored.some(
    (path) =>
      change.path === path || change.path.startsWith(`${path}.`) || change.path.startsWith(`${path}[`),
  );
}
