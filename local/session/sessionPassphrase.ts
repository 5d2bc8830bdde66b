/** Encrypts the secrets in a session's state, which holds nothing of worth and is removed with the session. */
export const sessionPassphrase = "local";
