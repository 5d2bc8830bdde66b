import type { Account } from "../account";
import { AwsError, type AwsRequest, type AwsResponse } from "../service";
import type { CodeStore } from "./codeStore";
import type { EnvironmentPool } from "./environmentPool";
import { type FunctionConfiguration, readConfiguration } from "./functionConfiguration";
import { type FunctionReference, parseFunctionReference } from "./functionReference";
import type { KeptSettings } from "./keptSettings";
import { askMoto, askMotoForObject, withBody } from "./motoLambda";
import { checkNewFunction, checkSettings } from "./requestChecks";
import { jsonObject } from "../request";
import { jsonResponse, parseObject } from "./responses";
import { isObject } from "../../support/isObject";
import { uploadedCode } from "./uploadedCode";

type Body = Record<string, unknown>;

/** A request about one function. */
interface FunctionRequest {
  /** Names the function plainly, whatever way the caller did. */
  readonly request: AwsRequest;
  /** Region and name. */
  readonly owner: string;
  readonly reference: FunctionReference;
}

/**
 * The operations on functions' records. moto answers them; on the way code and settings that it doesn't keep
 * are kept here, what AWS would refuse is refused, and a change ends the environments it makes stale.
 */
export class FunctionApi {
  constructor(
    private readonly account: Account,
    private readonly code: CodeStore,
    private readonly kept: KeptSettings,
    private readonly pool: EnvironmentPool,
  ) {}

  /** @throws AwsError for what AWS refuses and moto would take. */
  async handle(request: AwsRequest): Promise<AwsResponse> {
    switch (request.operation) {
      case "CreateFunction":
        return this.create(request);
      case "UpdateFunctionCode":
        return this.updateCode(this.named(request));
      case "UpdateFunctionConfiguration":
        return this.updateConfiguration(this.named(request));
      case "DeleteFunction":
        return this.delete(this.named(request));
      case "PublishVersion":
        return this.publish(this.named(request));
      case "AddPermission":
        return this.addPermission(this.named(request));
      case "GetFunction":
      case "GetFunctionConfiguration":
      case "ListFunctions":
      case "ListVersionsByFunction":
        return this.completed(request, await this.account.moto.forward(this.withPlainName(request)));
      default:
        return this.account.moto.forward(request);
    }
  }

  /** A function as it is to be run. @throws AwsError `ResourceNotFoundException` */
  async configuration(region: string, reference: FunctionReference): Promise<FunctionConfiguration> {
    const answer = await askMotoForObject(this.account, region, urlOf(reference, "/configuration"));
    this.kept.complete(region, answer);
    return readConfiguration(region, answer);
  }

  /** The function's resource policy as JSON. @throws AwsError `ResourceNotFoundException` where there is none */
  async policy(region: string, reference: FunctionReference): Promise<string> {
    const { Policy: policy } = await askMotoForObject(this.account, region, urlOf(reference, "/policy"));
    return String(policy);
  }

  private async create(request: AwsRequest): Promise<AwsResponse> {
    const body = jsonObject(request);
    checkNewFunction(body);
    checkSettings(body);
    const zip = await uploadedCode(this.account, request.region, isObject(body.Code) ? body.Code : {});
    await this.checkRole(body);
    const stored = zip ? { ...body, Code: { ZipFile: zip.toString("base64") } } : body;
    const answer = await this.account.moto.forward(withBody(request, stored));
    if (answer.status !== 201) return answer;
    const created = parseObject(answer.body);
    const owner = `${request.region}/${String(created.FunctionName)}`;
    if (zip) this.code.add(owner, zip);
    this.kept.update(owner, body);
    if (body.Publish === true) this.kept.publish(owner, String(created.Version));
    return this.completed(request, answer);
  }

  private async updateCode({ request, owner }: FunctionRequest): Promise<AwsResponse> {
    const body = jsonObject(request);
    const zip = await uploadedCode(this.account, request.region, body);
    const stored: Body = zip ? { ...body, ZipFile: zip.toString("base64") } : body;
    if (zip) for (const field of ["S3Bucket", "S3Key", "S3ObjectVersion"]) delete stored[field];
    const answer = await this.account.moto.forward(withBody(request, stored));
    if (answer.status !== 200) return answer;
    if (body.DryRun !== true) {
      if (zip) this.code.add(owner, zip);
      if (body.Publish === true) this.kept.publish(owner, String(parseObject(answer.body).Version));
      this.pool.retire(owner);
    }
    return this.completed(request, answer);
  }

  private async updateConfiguration({ request, owner }: FunctionRequest): Promise<AwsResponse> {
    const body = jsonObject(request);
    checkSettings(body);
    await this.checkRole(body);
    // moto expects Variables in every Environment; the SDKs leave them out to mean none.
    const environment = isObject(body.Environment)
      ? { Environment: { ...body.Environment, Variables: body.Environment.Variables ?? {} } }
      : {};
    const answer = await this.account.moto.forward(withBody(request, { ...body, ...environment }));
    if (answer.status !== 200) return answer;
    this.kept.update(owner, body);
    this.pool.retire(owner);
    return this.completed(request, answer);
  }

  private async delete({ request, owner, reference }: FunctionRequest): Promise<AwsResponse> {
    const answer = await this.account.moto.forward(request);
    if (answer.status < 300 && reference.qualifier === undefined) {
      this.pool.retire(owner);
      this.kept.remove(owner);
      await this.code.remove(owner);
    }
    return answer;
  }

  private async publish({ request, owner }: FunctionRequest): Promise<AwsResponse> {
    const answer = await this.account.moto.forward(request);
    if (answer.status === 201) this.kept.publish(owner, String(parseObject(answer.body).Version));
    return this.completed(request, answer);
  }

  /** moto would add a second statement of the same id. */
  private async addPermission({ request, reference }: FunctionRequest): Promise<AwsResponse> {
    const id = jsonObject(request).StatementId;
    const existing = await askMoto(this.account, request.region, urlOf(reference, "/policy"));
    const { Policy: policy = "{}" } = existing.status === 200 ? parseObject(existing.body) : {};
    const { Statement: statements = [] } = JSON.parse(policy as string) as { Statement?: { Sid?: string }[] };
    if (statements.some(({ Sid }) => Sid === id)) {
      const advice = "Please provide a new statement id, or remove the existing statement.";
      throw new AwsError(
        "ResourceConflictException",
        `The statement id (${String(id)}) provided already exists. ${advice}`,
        409,
      );
    }
    return this.account.moto.forward(request);
  }

  /** moto only checks that the role exists; AWS, that Lambda may assume it. */
  private async checkRole(body: Body): Promise<void> {
    if (typeof body.Role !== "string" || !body.Role.startsWith(`arn:aws:iam::${this.account.id}:role/`))
      return;
    try {
      await this.account.assumeRole(body.Role, "lambda.amazonaws.com", "check");
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const message = "The role defined for the function cannot be assumed by Lambda.";
      throw new AwsError("InvalidParameterValueException", message);
    }
  }

  /** Puts what moto forgot into every configuration of an answer. */
  private completed(request: AwsRequest, answer: AwsResponse): AwsResponse {
    if (answer.status >= 300) return answer;
    const body = parseObject(answer.body);
    const lists: unknown[] = [body.Functions, body.Versions].filter(Array.isArray).flat();
    const single = isObject(body.Configuration) ? body.Configuration : body;
    for (const configuration of [single, ...lists]) {
      if (isObject(configuration) && "FunctionArn" in configuration) {
        this.kept.complete(request.region, configuration);
      }
    }
    const { headers, ...rest } = jsonResponse(answer.status, body);
    return { ...rest, headers: { ...answer.headers, ...headers } };
  }

  private named(request: AwsRequest): FunctionRequest {
    const reference = this.referenceOf(request);
    const owner = `${request.region}/${reference.name}`;
    return { request: this.withPlainName(request), owner, reference };
  }

  private referenceOf(request: AwsRequest): FunctionReference {
    const home = { region: request.region, account: this.account.id };
    return parseFunctionReference(
      request.segments[2] ?? "",
      request.parameters.get("Qualifier") ?? undefined,
      home,
    );
  }

  /** moto doesn't know partial ARNs, nor every operation ARNs. */
  private withPlainName(request: AwsRequest): AwsRequest {
    if (!request.segments[2]?.includes(":")) return request;
    const { name, qualifier } = this.referenceOf(request);
    const url = new URL(request.url, "http://lambda");
    url.pathname = url.pathname.replace(/\/functions\/[^/]+/, `/functions/${name}`);
    if (qualifier !== undefined) url.searchParams.set("Qualifier", qualifier);
    return { ...request, url: url.pathname + url.search };
  }
}

function urlOf({ name, qualifier }: FunctionReference, rest: string): string {
  const query = qualifier === undefined ? "" : `?Qualifier=${encodeURIComponent(qualifier)}`;
  return `/2015-03-31/functions/${name}${rest}${query}`;
}
