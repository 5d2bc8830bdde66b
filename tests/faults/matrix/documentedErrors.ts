/** An error of AWS: its code and its HTTP status. */
export type DocumentedError = readonly [code: string, status: number];

const ec2Common: readonly DocumentedError[] = [
  ["AuthFailure", 401],
  ["Blocked", 400],
  ["DryRunOperation", 412],
  ["IdempotentParameterMismatch", 400],
  ["IncompleteSignature", 400],
  ["InvalidAction", 400],
  ["InvalidCharacter", 400],
  ["InvalidClientTokenId", 403],
  ["InvalidPaginationToken", 400],
  ["InvalidParameter", 400],
  ["InvalidParameterCombination", 400],
  ["InvalidParameterDependency", 400],
  ["InvalidParameterValue", 400],
  ["InvalidQueryParameter", 400],
  ["MalformedQueryString", 404],
  ["MissingAction", 400],
  ["MissingAuthenticationToken", 403],
  ["MissingParameter", 400],
  ["OptInRequired", 403],
  ["PendingVerification", 400],
  ["RequestExpired", 400],
  ["UnauthorizedOperation", 403],
  ["UnknownParameter", 400],
  ["UnsupportedInstanceAttribute", 400],
  ["UnsupportedOperation", 400],
  ["UnsupportedProtocol", 400],
  ["ValidationError", 400],
  ["InternalError", 500],
  ["InternalFailure", 500],
  ["RequestLimitExceeded", 503],
  ["ServiceUnavailable", 503],
  ["Unavailable", 503],
];

const ofGroups: readonly DocumentedError[] = [
  ["InvalidGroup.NotFound", 400],
  ["InvalidGroupId.Malformed", 400],
  ["InvalidSecurityGroupID.NotFound", 400],
];

/**
 * The errors that EC2 documents for the function's calls: those of every action, and those of actions with groups and
 * rules. The statuses of single codes aren't documented, only the series; these are the ones seen most.
 * https://docs.aws.amazon.com/ec2/latest/devguide/errors-overview.html
 */
export const ec2Errors = {
  DescribeSecurityGroups: [...ec2Common, ...ofGroups],
  AuthorizeSecurityGroupIngress: [
    ...ec2Common,
    ...ofGroups,
    ["InvalidPermission.Duplicate", 400],
    ["InvalidPermission.Malformed", 400],
    ["InvalidPrefixListId.NotFound", 400],
    ["ResourceLimitExceeded", 400],
    ["RulesPerSecurityGroupLimitExceeded", 400],
    ["SecurityGroupLimitExceeded", 400],
  ],
  RevokeSecurityGroupIngress: [
    ...ec2Common,
    ...ofGroups,
    ["InvalidPermission.Malformed", 400],
    ["InvalidPermission.NotFound", 400],
    ["InvalidSecurityGroupRuleId.NotFound", 400],
  ],
} as const satisfies Readonly<Record<string, readonly DocumentedError[]>>;

/**
 * The errors that AWS Config documents for PutEvaluations, and those common to its actions.
 * https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html
 * https://docs.aws.amazon.com/config/latest/APIReference/CommonErrors.html
 */
export const configErrors: readonly DocumentedError[] = [
  ["InvalidParameterValueException", 400],
  ["InvalidResultTokenException", 400],
  ["NoSuchConfigRuleException", 400],
  ["AccessDeniedException", 400],
  ["ExpiredTokenException", 403],
  ["IncompleteSignature", 400],
  ["InternalFailure", 500],
  ["InvalidAction", 400],
  ["InvalidClientTokenId", 403],
  ["InvalidParameterCombination", 400],
  ["InvalidParameterValue", 400],
  ["InvalidQueryParameter", 400],
  ["MalformedHttpRequestException", 400],
  ["MalformedQueryString", 404],
  ["MissingAction", 400],
  ["MissingAuthenticationToken", 403],
  ["MissingParameter", 400],
  ["NotAuthorized", 401],
  ["OptInRequired", 403],
  ["RequestAbortedException", 400],
  ["RequestEntityTooLargeException", 413],
  ["RequestExpired", 400],
  ["RequestTimeoutException", 408],
  ["ServiceUnavailable", 503],
  ["ThrottlingException", 400],
  ["UnknownOperationException", 404],
  ["UnrecognizedClientException", 403],
  ["ValidationError", 400],
];
