/** The administrator's access key. Signatures aren't verified: any secret does. */
export const administratorKey = { accessKeyId: "AKIALOCALADMIN000000", secretAccessKey: "local" };
