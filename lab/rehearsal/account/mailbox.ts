import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A mail as the student would receive it. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly date: string;
  readonly body: string;
}

/** The fields of AWS Config's compliance notification that are examined here. */
export interface ComplianceNotice {
  readonly mail: Mail;
  readonly resourceId: string;
  readonly compliance: string;
  readonly annotation: string;
}

/** The folder that the mails of a session arrive in. */
export class Mailbox {
  constructor(private readonly folder: string) {}

  /** Every mail so far, oldest first. */
  async mails(): Promise<Mail[]> {
    const names = (await readdir(this.folder)).filter((name) => name.endsWith(".json")).sort();
    return Promise.all(
      names.map(async (name) => {
        const mail = JSON.parse(await readFile(join(this.folder, name), "utf8")) as Record<string, string>;
        return {
          to: mail.To ?? "",
          subject: mail.Subject ?? "",
          date: mail.Date ?? "",
          body: mail.Body ?? "",
        };
      }),
    );
  }

  /** The mails about changes of compliance. */
  async complianceNotices(): Promise<ComplianceNotice[]> {
    return (await this.mails()).flatMap((mail) => {
      const notice = complianceIn(mail);
      return notice ? [notice] : [];
    });
  }
}

/** The link that confirms the subscription, from the body of a mail; undefined when it has none. */
export function confirmationLink(mail: Mail): string | undefined {
  return /https?:\/\/[^\s"<>]*ConfirmSubscription[^\s"<>]*/.exec(mail.body)?.[0];
}

interface ComplianceMessage {
  readonly messageType?: string;
  readonly resourceId?: string;
  readonly newEvaluationResult?: { readonly complianceType?: string; readonly annotation?: string };
}

/** An `email-json` body is what SNS sends over HTTP too: JSON that holds the message as a string of JSON. */
function complianceIn(mail: Mail): ComplianceNotice | undefined {
  const envelope = parsed(mail.body) as { readonly Message?: string } | undefined;
  const message = parsed(envelope?.Message ?? "") as ComplianceMessage | undefined;
  if (message?.messageType !== "ComplianceChangeNotification") return undefined;
  return {
    mail,
    resourceId: message.resourceId ?? "",
    compliance: message.newEvaluationResult?.complianceType ?? "",
    annotation: message.newEvaluationResult?.annotation ?? "",
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
