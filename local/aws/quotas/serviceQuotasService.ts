import { arnPrefix } from "../../support/regions";
import { jsonObject } from "../request";
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from "../service";
import { serviceQuotas, type QuotaName, type Quotas } from "./quotas";

/** Service Quotas: the quotas that this account is held to, by GetServiceQuota. */
export class ServiceQuotasService implements AwsService {
  constructor(private readonly account: { readonly id: string; readonly quotas: Quotas }) {}

  handle(request: AwsRequest): Promise<AwsResponse> {
    if (request.operation !== "GetServiceQuota") {
      const message = `${request.operation} of Service Quotas is not offered here: use GetServiceQuota.`;
      return Promise.reject(new AwsError("UnknownOperationException", message));
    }
    const { ServiceCode, QuotaCode } = jsonObject(request);
    const names = Object.keys(serviceQuotas) as QuotaName[];
    const name = names.find((one) => {
      const quota = serviceQuotas[one];
      return quota?.service === ServiceCode && quota?.code === QuotaCode;
    });
    const quota = name && serviceQuotas[name];
    if (!name || !quota) {
      const known = Object.values(serviceQuotas).map(({ service, code }) => `${service} ${code}`);
      const message = `The request failed because the specified service or quota does not exist here. Here are: ${known.join(", ")}.`;
      return Promise.reject(new AwsError("NoSuchResourceException", message));
    }
    const { service, code, title } = quota;
    const owner = `${request.region}:${this.account.id}`;
    const Quota = {
      ServiceCode: service,
      QuotaCode: code,
      QuotaName: title,
      QuotaArn: `${arnPrefix(request.region)}:servicequotas:${owner}:${service}/${code}`,
      Value: this.account.quotas[name],
      Unit: "None",
      Adjustable: true,
      GlobalQuota: false,
    };
    const headers = { "content-type": "application/x-amz-json-1.1" };
    return Promise.resolve({ status: 200, headers, body: JSON.stringify({ Quota }) });
  }
}
