import { isObject } from "../../../support/isObject";
import type { Account } from "../../account";
import { jsonObject } from "../../request";
import { AwsError, type AwsRequest, type AwsResponse } from "../../service";
import { type CodeLinks, type CodeStore, uploadedCode } from "../code";
import type { EnvironmentPool } from "../environment";
import { type FunctionRecords, ownerOf } from "../records";
import { checkEventSettings, checkNewFunction, checkOffered, checkSettings } from "./requestChecks";

type Body = Readonly<Record<string, unknown>>;

/**
 * The operations on functions' records. moto answers them; on the way code and settings that it doesn't keep are kept
 * here, what AWS rejects and moto accepts is rejected, and a change ends the environments that it makes stale.
 */
export class FunctionOperations {
  constructor(
    private readonly account: Account,
    private readonly code: CodeStore,
    private readonly links: CodeLinks,
    private readonly records: FunctionRecords,
    private readonly pool: EnvironmentPool,
  ) {}

  /**
   * @param name the function that the request's path names, empty where it names none
   * @throws AwsError for what AWS rejects and moto would accept, and for what isn't offered here
   */
  async handle(request: AwsRequest, name: string): Promise<AwsResponse> {
    const owner = ownerOf({ region: request.region, name });
    switch (request.operation) {
      case "CreateFunction":
        return this.create(request);
      case "UpdateFunctionCode":
        return this.updateCode(request, owner);
      case "UpdateFunctionConfiguration":
        return this.updateConfiguration(request, owner);
      case "DeleteFunction":
        return this.delete(request, owner);
      case "AddPermission":
        return this.addPermission(request, name);
      case "GetFunction":
        return this.get(request);
      case "PutFunctionEventInvokeConfig":
        await this.checkDestination(request, name);
        return this.account.moto.forward(request);
      case "DeleteFunctionEventInvokeConfig":
      case "GetFunctionEventInvokeConfig":
        return this.account.moto.forward(request);
      default:
        return this.completed(request, await this.account.moto.forward(request));
    }
  }

  private async create(request: AwsRequest): Promise<AwsResponse> {
    const body = jsonObject(request);
    checkOffered(body);
    checkNewFunction(body);
    checkSettings(body);
    const zip = uploadedCode(isObject(body.Code) ? body.Code : {});
    await this.checkRole(body);
    const response = await this.account.moto.forward(request);
    if (response.status !== 201) return response;
    const name = String(parsed(response).FunctionName);
    const owner = ownerOf({ region: request.region, name });
    this.code.add(owner, zip);
    this.records.keep(owner, body);
    return this.completed(request, response);
  }

  /** moto's location leads to AWS's own host. */
  private async get(request: AwsRequest): Promise<AwsResponse> {
    const response = this.completed(request, await this.account.moto.forward(request));
    if (response.status !== 200) return response;
    const body = parsed(response);
    const { FunctionName, CodeSha256 } = isObject(body.Configuration) ? body.Configuration : {};
    const Location = this.links.create({
      region: request.region,
      name: String(FunctionName),
      codeSha256: String(CodeSha256),
    });
    return withJson(response, { ...body, Code: { RepositoryType: "S3", Location } });
  }

  private async updateCode(request: AwsRequest, owner: string): Promise<AwsResponse> {
    const body = jsonObject(request);
    const zip = uploadedCode(body);
    checkOffered(body);
    const response = await this.account.moto.forward(request);
    if (response.status !== 200) return response;
    this.code.add(owner, zip);
    this.pool.retire(owner);
    return this.completed(request, response);
  }

  private async updateConfiguration(request: AwsRequest, owner: string): Promise<AwsResponse> {
    const body = jsonObject(request);
    checkOffered(body);
    checkSettings(body);
    await this.checkRole(body);
    // moto expects Variables in every Environment; the SDKs omit them to mean none.
    const environment = isObject(body.Environment)
      ? { Environment: { ...body.Environment, Variables: body.Environment.Variables ?? {} } }
      : {};
    const response = await this.account.moto.forward(withBody(request, { ...body, ...environment }));
    if (response.status !== 200) return response;
    this.records.keep(owner, body);
    this.pool.retire(owner);
    return this.completed(request, response);
  }

  private async delete(request: AwsRequest, owner: string): Promise<AwsResponse> {
    const response = await this.account.moto.forward(request);
    if (response.status < 300) {
      this.pool.retire(owner);
      this.records.forget(owner);
      await this.code.remove(owner);
    }
    return response;
  }

  /** moto would add a second statement of the same id. */
  private async addPermission(request: AwsRequest, name: string): Promise<AwsResponse> {
    const id = jsonObject(request).StatementId;
    const policy = await this.records.policy(request.region, name);
    const { Statement: statements = [] } = JSON.parse(policy ?? "{}") as { Statement?: { Sid?: string }[] };
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

  /**
   * moto checks no more than the form. AWS also checks that the function's role may publish to the destination. The other
   * settings would change what Lambda does, so they are rejected.
   */
  private async checkDestination(request: AwsRequest, name: string): Promise<void> {
    const { DestinationConfig: destinations, ...others } = jsonObject(request);
    checkEventSettings(others, destinations);
    const onFailure =
      isObject(destinations) && isObject(destinations.OnFailure) ? destinations.OnFailure : {};
    const topic = String(onFailure.Destination);
    const { role } = await this.records.configuration(request.region, name);
    if (await this.account.isAllowed(role, "sns:Publish", topic)) return;
    // The wording is AWS's.
    throw new AwsError(
      "InvalidParameterValueException",
      `The function's execution role does not have permissions to call Publish on ${topic}`,
    );
  }

  /** moto only checks that the role exists; AWS, that Lambda may assume it. */
  private async checkRole(body: Body): Promise<void> {
    const ofAccount = new RegExp(`^arn:aws[a-z-]*:iam::${this.account.id}:role/`);
    if (typeof body.Role !== "string" || !ofAccount.test(body.Role)) return;
    try {
      await this.account.assumeRole(body.Role, "lambda.amazonaws.com", "check");
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const message = "The role defined for the function cannot be assumed by Lambda.";
      throw new AwsError("InvalidParameterValueException", message);
    }
  }

  /** A response in which every configuration has what moto doesn't keep. */
  private completed(request: AwsRequest, response: AwsResponse): AwsResponse {
    if (response.status >= 300 || response.body.length === 0) return response;
    const complete = (value: unknown) =>
      isObject(value) && "FunctionArn" in value ? this.records.completed(request.region, value) : value;
    const body = parsed(response);
    return withJson(response, {
      ...(complete(body) as Body),
      ...("Configuration" in body ? { Configuration: complete(body.Configuration) } : {}),
      ...(Array.isArray(body.Functions) ? { Functions: body.Functions.map(complete) } : {}),
    });
  }
}

/** The same response with another body. */
function withJson(response: AwsResponse, value: unknown): AwsResponse {
  const body = JSON.stringify(value);
  const headers = { ...response.headers, "content-length": String(Buffer.byteLength(body)) };
  return { ...response, headers, body };
}

/** The body of a response by moto. */
function parsed(response: AwsResponse): Body {
  return JSON.parse(response.body.toString()) as Body;
}

/** The same request with another body. */
function withBody(request: AwsRequest, value: unknown): AwsRequest {
  const body = Buffer.from(JSON.stringify(value));
  return { ...request, body, headers: { ...request.headers, "content-length": String(body.length) } };
}
