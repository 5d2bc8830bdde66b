import type { Mail } from "@config-remediation-lab/local/aws/sns/mailbox";

/** The link that confirms the subscription, from the body of a mail; undefined when it has none. */
export function confirmationLink(mail: Mail): string | undefined {
  return /https?:\/\/[^\s"<>]*ConfirmSubscription[^\s"<>]*/.exec(mail.Body)?.[0];
}
