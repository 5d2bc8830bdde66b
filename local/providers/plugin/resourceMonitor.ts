import { credentials, type ServiceError } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { decode, encode, signatureKey, signatures, unknownValue, type Values } from "./propertyValues";

/** A value for another resource's input, with the resources it comes from. */
export interface Traced {
  readonly value: unknown;
  readonly from: readonly string[];
}

export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly inputs: Readonly<Record<string, Traced>>;
  /** URNs of what must exist first, beside those the inputs come from. */
  readonly dependsOn: readonly string[];
}

/** A resource that the engine made, or in a preview would make. */
export interface Registered {
  readonly urn: string;
  readonly id: Traced;
  readonly outputs: Values;
}

/** An input that comes from no resource. */
export function plain(value: unknown): Traced {
  return { value, from: [] };
}

/** The resource as the value of an output. */
export function reference({ urn, id }: Registered): Values {
  return { [signatureKey]: signatures.resource, urn, id: id.value };
}

/**
 * The engine's resource monitor, which a component's construction registers its children with. Children take the
 * component's providers, and its protection and retention with them.
 */
export class Monitor {
  private readonly client: ResourceMonitorClient;
  /** All children so far. */
  readonly urns: string[] = [];

  constructor(
    private readonly request: ConstructRequest,
    /** Of the children's packages, by name: the engine takes one provider per version. */
    private readonly versions: Readonly<Record<string, string>>,
  ) {
    this.client = new ResourceMonitorClient(request.getMonitorendpoint(), credentials.createInsecure(), {
      "grpc.max_receive_message_length": -1,
      "grpc.max_send_message_length": -1,
    });
  }

  close(): void {
    this.client.close();
  }

  /** The component itself. Its inputs are left out, as in the released plugins: it isn't a thing with a state. */
  async registerComponent(): Promise<string> {
    const { request } = this;
    const registration = new RegisterResourceRequest()
      .setType(request.getType())
      .setName(request.getName())
      .setParent(request.getParent())
      .setObject(encode({}))
      .setDependenciesList(request.getDependenciesList())
      .setAliasesList(request.getAliasesList());
    const providers = registration.getProvidersMap();
    request.getProvidersMap().forEach((reference, name) => providers.set(name, reference));
    return (await this.register(registration)).getUrn();
  }

  async registerResource(child: Registration): Promise<Registered> {
    const [packageName = ""] = child.type.split(":");
    const inputs = Object.entries(child.inputs).filter(([, { value }]) => value !== undefined);
    const from = inputs.flatMap(([, input]) => input.from);
    const registration = new RegisterResourceRequest()
      .setType(child.type)
      .setName(child.name)
      .setParent(child.parent)
      .setCustom(true)
      .setObject(encode(Object.fromEntries(inputs.map(([name, { value }]) => [name, value]))))
      .setDependenciesList([...new Set([...child.dependsOn, ...from])])
      .setProvider(this.request.getProvidersMap().get(packageName) ?? "")
      .setVersion(this.versions[packageName] ?? "")
      .setDeletedwith(this.request.getDeletedwith());
    const dependencies = registration.getPropertydependenciesMap();
    for (const [name, input] of inputs) {
      const urns = new RegisterResourceRequest.PropertyDependencies().setUrnsList([...input.from]);
      dependencies.set(name, urns);
    }
    const response = await this.register(registration);
    const urn = response.getUrn();
    this.urns.push(urn);
    const id = response.getId() || unknownValue;
    return { urn, id: { value: id, from: [urn] }, outputs: decode(response.getObject()) };
  }

  /** Calls a provider's function. */
  async invoke(token: string, args: Values): Promise<Values> {
    const [packageName = ""] = token.split(":");
    const request = new ResourceInvokeRequest()
      .setTok(token)
      .setArgs(encode(args))
      .setProvider(this.request.getProvidersMap().get(packageName) ?? "")
      .setVersion(this.versions[packageName] ?? "");
    const response = await promised(
      (done: Done<{ getReturn(): Struct | undefined; getFailuresList(): { getReason(): string }[] }>) =>
        this.client.invoke(request, done),
    );
    const [failure] = response.getFailuresList();
    if (failure) throw new Error(`${token}: ${failure.getReason()}`);
    return decode(response.getReturn());
  }

  async registerOutputs(urn: string, outputs: Values): Promise<void> {
    const request = new RegisterResourceOutputsRequest().setUrn(urn).setOutputs(encode(outputs));
    await promised((done: Done<unknown>) => this.client.registerResourceOutputs(request, done));
  }

  private register(registration: RegisterResourceRequest) {
    registration
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setSupportspartialvalues(true)
      .setAliasspecs(true);
    if (this.request.hasProtect()) registration.setProtect(this.request.getProtect() ?? false);
    if (this.request.hasRetainondelete())
      registration.setRetainondelete(this.request.getRetainondelete() ?? false);
    return promised((done: Done<{ getUrn(): string; getId(): string; getObject(): Struct | undefined }>) =>
      this.client.registerResource(registration, done),
    );
  }
}

type Done<Answer> = (error: ServiceError | null, answer: Answer) => void;

function promised<Answer>(call: (done: Done<Answer>) => unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    call((error, answer) => (error ? reject(new Error(error.details, { cause: error })) : resolve(answer)));
  });
}
