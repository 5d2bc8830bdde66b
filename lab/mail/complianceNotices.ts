import type { Mail } from "@config-remediation-lab/local/aws/sns/mailbox";

/** The fields of AWS Config's compliance notification that are examined here. */
export interface ComplianceNotice {
  readonly mail: Mail;
  readonly resourceId: string;
  readonly compliance: string;
  readonly annotation: string;
  /** What AWS Config published. */
  readonly message: object;
}

/** The mails about changes of compliance. */
export function complianceNotices(mails: readonly Mail[]): ComplianceNotice[] {
  return mails.flatMap((mail) => complianceIn(mail) ?? []);
}

interface ComplianceMessage {
  readonly messageType?: string;
  readonly resourceId?: string;
  readonly newEvaluationResult?: { readonly complianceType?: string; readonly annotation?: string };
}

/** An `email-json` body is what SNS sends over HTTP too: JSON that holds the message as a string of JSON. */
function complianceIn(mail: Mail): ComplianceNotice | undefined {
  const envelope = parsed(mail.Body) as { readonly Message?: string } | undefined;
  const message = parsed(envelope?.Message ?? "") as ComplianceMessage | undefined;
  if (message?.messageType !== "ComplianceChangeNotification") return undefined;
  return {
    mail,
    resourceId: message.resourceId ?? "",
    compliance: message.newEvaluationResult?.complianceType ?? "",
    annotation: message.newEvaluationResult?.annotation ?? "",
    message,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Text for people, such as another kind of mail.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
