import { credentials, type ServiceError } from "@grpc/grpc-js";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { ConstructRequest } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { RegisterResourceOutputsRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { decode, encode, signatureKey, signatures, unknownValue, type Values } from "./propertyValues";

/** A value for another resource's input, with the resources that it depends on. */
export interface Traced {
  readonly value: unknown;
  readonly from: readonly string[];
}

export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly inputs: Readonly<Record<string, Traced>>;
  /** URNs of what must exist first, besides those that the inputs depend on. */
  readonly dependsOn: readonly string[];
}

/** A resource that the engine created, or in a preview would create. */
export interface Registered {
  readonly urn: string;
  readonly id: Traced;
  readonly outputs: Values;
}

/** An input that depends on no resource. */
export function plain(value: unknown): Traced {
  return { value, from: [] };
}

/** The resource as the value of an output. */
export function reference({ urn, id }: Registered): Values {
  return { [signatureKey]: signatures.resource, urn, id: id.value };
}

/**
 * The engine's resource monitor, with which the construction of a component registers the children. They inherit the
 * component's providers, `protect` and `retainOnDelete`.
 */
export class ResourceMonitor {
  private readonly client: ResourceMonitorClient;
  /** Of all children registered so far. */
  readonly urns: string[] = [];

  constructor(
    private readonly request: ConstructRequest,
    /** Versions of the children's packages, by name: the engine has one provider per version. */
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

  /** Registers the component itself; without its inputs, as the released plugins do. */
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
