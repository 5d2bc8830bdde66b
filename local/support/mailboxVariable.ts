/** The variable of a session's environment that names the folder of its mails. */
export const mailboxVariable = "CONFIG_REMEDIATION_LAB_MAILBOX";
