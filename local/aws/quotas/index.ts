export { newAccountQuotas, serviceQuotas, type QuotaName, type Quotas } from "./quotas";
export { ServiceQuotasService } from "./serviceQuotasService";
