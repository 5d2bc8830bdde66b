/**
 * Options of a resource that can't exist twice: its name is fixed, or it is a setting of another resource (a policy, an
 * attachment, a status). By default Pulumi creates a replacement first and deletes the old one afterwards. AWS would either
 * reject that replacement or take it for the old one, and the deletion would then remove both (pulumi/pulumi#9909).
 */
export const onlyOne = { deleteBeforeReplace: true } as const;
