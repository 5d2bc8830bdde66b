/** Whether a recorder's or a channel's last status is a failure. The API's reference has `Failure`; AWS Config returns `FAILURE`. */
export function isFailure(status: string | undefined): boolean {
  return status?.toLowerCase() === "failure";
}
