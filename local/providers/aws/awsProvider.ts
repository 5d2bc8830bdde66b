import {
  PartlyDoneError,
  type CreateRequest,
  type Difference,
  type Found,
  type Provider,
  type ReadRequest,
} from "../plugin/provider";
import { isWithin, topLevelName } from "../plugin/propertyPath";
import type { Values } from "../plugin/propertyValues";
import { differences } from "../properties/differences";
import { importedInputs, refreshedInputs } from "../properties/readInputs";
import { AwsAccount } from "./account/awsAccount";
import { isGone, OperationError } from "./account/awsError";
import { checkSettings, settingsOf } from "./account/settings";
import { callFunction } from "./providerFunctions";
import { checkInputs } from "./resource/checkInputs";
import { needsDeleteBeforeReplace, replacing } from "./resource/replacement";
import { previewedState, settledState } from "./resource/resourceState";
import type { AnyResourceType } from "./resource/resourceType";
import { allTags, tagChange, tagged, tagsAllChanges, type Tags } from "./resource/tags";
import { describedType } from "./typeCatalogue";

/** The stand-in for the provider plugin `aws`: the types and functions that the program uses, by the AWS SDK. */
export function awsProvider(version: string): Provider {
  let aws = new AwsAccount(settingsOf({}));
  const place = (values: Values) => aws.in(typeof values.region === "string" ? values.region : undefined);

  const changesOf = (type: AnyResourceType, state: Values, news: Values, ignored: readonly string[]) => {
    const changes = differences(type.properties, state, news);
    if (type.tags) changes.push(...tagsAllChanges(state, news));
    return replacing(type, changes).filter(({ path }) => !ignored.some((outer) => isWithin(path, outer)));
  };

  return {
    version,
    checkConfig: checkSettings,
    configure: (config) => {
      aws = new AwsAccount(settingsOf(config));
    },

    check: async (request) => {
      const type = await describedType(request.type);
      const { inputs, faults } = checkInputs(type, request);
      const tagsAll = type.tags && allTags(inputs, place(inputs));
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
      const names = changes.map(({ path }) => topLevelName(path));
      const has = (...properties: string[]) => properties.some((property) => names.includes(property));
      try {
        if (names.some((name) => !(name in tagged))) {
          await type.update?.(id, { olds: state, news, has }, there);
        }
        // Default tags of the provider reach a resource as its tags.
        if (has("tags", "tagsAll")) {
          const change = tagChange(state.tagsAll as Tags, there.tags(news.tags as Tags | undefined));
          await type.tags?.(there, { id, arn: String(state.arn) }, change);
        }
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

    invoke: (token, args) => callFunction(token, args, place(args)),
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
  const { inputs } = request;
  const { properties } = type;
  const isImport = Object.keys(request.state).length === 0;
  try {
    const imported = isImport && type.imported ? await type.imported(request.id, aws) : undefined;
    if (isImport && type.imported && !imported) return undefined;
    const { id, known } = imported ?? { id: request.id, known: request.state };
    const found = await type.read(id, aws, known);
    if (!found) return undefined;
    const state = settledState(type, found, known, aws);
    return {
      id,
      state,
      inputs: isImport
        ? { ...importedInputs(properties, state), ...tagsAllOf(type, state) }
        : refreshedInputs(properties, inputs, state),
    };
  } catch (error) {
    if (isGone(error, type.gone)) return undefined;
    throw new OperationError("reading", request, error);
  }
}

/** As `check` adds them to the inputs of a program. */
function tagsAllOf(type: AnyResourceType, { tagsAll }: Values): Values {
  return type.tags && tagsAll !== undefined ? { tagsAll } : {};
}

async function stateOf(type: AnyResourceType, id: string, inputs: Values, aws: AwsAccount): Promise<Values> {
  const found = await type.read(id, aws, inputs);
  if (!found) throw new Error(`AWS doesn't return ${id}, although the call that wrote it succeeded`);
  return settledState(type, found, inputs, aws);
}
