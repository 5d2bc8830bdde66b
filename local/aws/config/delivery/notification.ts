import type { RegionalAccount } from "../support/regionalAccount";

/** What AWS Config publishes to the channel's topic. */
export interface Notification {
  readonly subject: string;
  readonly message: object;
}

/** SNS's limit of a message, and so of a notification and of a rule's event, in bytes. */
const messageLimit = 256 * 1024;

/** SNS's limit of a subject, in characters; AWS Config truncates its own to it. */
const subjectLimit = 100;

/**
 * A notification with AWS Config's subject. The message is JSON for every subscriber, where AWS sends another
 * text to those of the protocol `email`.
 *
 * @param text the subject after the region, e.g. `AWS::EC2::SecurityGroup sg-0a1b Updated in Account 123456789012`
 */
export function notification({ region }: RegionalAccount, text: string, message: object): Notification {
  const subject = `[AWS Config:${region}] ${text}`;
  const fits = subject.length <= subjectLimit;
  return { subject: fits ? subject : `${subject.slice(0, subjectLimit - 3)}...`, message };
}

/** A notification whose subject is about the account as a whole. */
export function accountNotification(home: RegionalAccount, what: string, message: object): Notification {
  return notification(home, `${what} for Account ${home.accountId}`, message);
}

/** Completes a message with the fields that all of AWS Config's messages have. */
export function newMessage(messageType: string, recordVersion: string, fields: object) {
  return { ...fields, notificationCreationTime: new Date().toISOString(), messageType, recordVersion };
}

export function isOversized(message: object): boolean {
  return Buffer.byteLength(JSON.stringify(message)) > messageLimit;
}
