/** Sign-In policies of an account in the organization document, and the resource-based policy that they amount to (facts N1). */

/** What PutResourcePermissionStatement was given, by the names of the API (API model of signin). */
export interface SignInConditions {
  readonly sourceVpc?: string | undefined;
  readonly signinSourceVpce?: string | undefined;
  readonly consoleSourceVpce?: string | undefined;
  readonly vpcSourceIp?: string | undefined;
  readonly sourceIp?: string | undefined;
  readonly requestedRegion?: string | undefined;
  readonly excludedPrincipal?: string | undefined;
}

export interface PermissionStatement extends SignInConditions {
  /** 64 characters of Base64, and perhaps `=` (API model, `StatementId`). */
  readonly id: string;
}

/** Sign-In policies of one account. */
export interface AccountSignIn {
  /** Statements have no effect before (facts N1). */
  readonly consoleAuthorizationEnabled: boolean;
  readonly permissionStatements: readonly PermissionStatement[];
}

export const NO_SIGN_IN: AccountSignIn = { consoleAuthorizationEnabled: false, permissionStatements: [] };

type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** A statement of the resource-based policy, by the names that the API writes (API model, `PolicyStatement`). */
export interface SignInPolicyStatement {
  readonly Effect: "Deny";
  readonly Principal: { readonly AWS: "*" };
  readonly Action: readonly string[];
  readonly Resource: "*";
  readonly Condition: ConditionBlock;
}

/** Before the user is authenticated, and after it (Sign-In User Guide, "Understanding the policy structure"). */
const PHASES = [
  { actions: ["signin:Authenticate"], principalKey: "signin:PrincipalArn" },
  { actions: ["signin:CreateOAuth2Token", "signin:AuthorizeOAuth2Access"], principalKey: "aws:PrincipalArn" },
] as const;

/**
 * The policy of an account as GetResourcePolicy shows it: a denial for each phase of each permission statement. Address and
 * exemption are written as in the guide's example 2, VPCs and Regions as in its example 1; that several permission statements
 * stand side by side is inferred.
 */
export const signInPolicyStatements = (
  accountId: string,
  statements: readonly PermissionStatement[],
): readonly SignInPolicyStatement[] =>
  statements.flatMap((statement) => [
    ...PHASES.map(({ actions, principalKey }) =>
      denial(actions, {
        ...exempt(principalKey, statement),
        ...networkOf(statement),
        StringEquals: { "aws:ResourceAccount": [accountId] },
      }),
    ),
    ...regionStatements(accountId, statement),
  ]);

const denial = (Action: readonly string[], Condition: ConditionBlock): SignInPolicyStatement => ({
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action,
  Resource: "*",
  Condition,
});

const exempt = (key: string, { excludedPrincipal }: SignInConditions): ConditionBlock =>
  excludedPrincipal === undefined ? {} : { ArnNotEquals: { [key]: [excludedPrincipal] } };

/** The networks from which the console opens; the denial holds everywhere else. Without any it holds everywhere. */
function networkOf(conditions: SignInConditions): ConditionBlock {
  const { sourceVpc, signinSourceVpce, consoleSourceVpce, vpcSourceIp, sourceIp } = conditions;
  const endpoints = [signinSourceVpce, consoleSourceVpce].filter((id) => id !== undefined);
  const isFromVpc = sourceVpc !== undefined || endpoints.length > 0;
  const isNotVpc = {
    ...(sourceVpc !== undefined && { "aws:SourceVpc": [sourceVpc] }),
    ...(endpoints.length > 0 && { "aws:SourceVpce": endpoints }),
  };
  const isNotAddress = {
    ...(sourceIp !== undefined && { "aws:SourceIp": [sourceIp] }),
    ...(vpcSourceIp !== undefined && { "aws:VpcSourceIp": [vpcSourceIp] }),
  };
  return {
    ...(Object.keys(isNotAddress).length > 0 && {
      [isFromVpc ? "NotIpAddressIfExists" : "NotIpAddress"]: isNotAddress,
    }),
    ...(isFromVpc && { StringNotEquals: isNotVpc }),
  };
}

/** Ids of VPCs are unique only within a Region (the guide's example 1); a Region alone restricts by itself. */
function regionStatements(accountId: string, conditions: SignInConditions): readonly SignInPolicyStatement[] {
  const { requestedRegion, sourceVpc, signinSourceVpce, consoleSourceVpce } = conditions;
  if (requestedRegion === undefined) return [];
  const endpoints = [signinSourceVpce, consoleSourceVpce].filter((id) => id !== undefined);
  const from = {
    ...(sourceVpc !== undefined && { "aws:SourceVpc": [sourceVpc] }),
    ...(sourceVpc === undefined && endpoints.length > 0 && { "aws:SourceVpce": endpoints }),
    "aws:ResourceAccount": [accountId],
  };
  return PHASES.map(({ actions, principalKey }) =>
    denial(actions, {
      ...exempt(principalKey, conditions),
      StringEquals: from,
      StringNotEqualsIfExists: { "aws:RequestedRegion": [requestedRegion] },
    }),
  );
}

/** The policy as JSON text; undefined where the account has no permission statement. */
export const signInPolicyText = (accountId: string, { permissionStatements }: AccountSignIn): string | undefined =>
  permissionStatements.length === 0
    ? undefined
    : JSON.stringify({ Version: "2012-10-17", Statement: signInPolicyStatements(accountId, permissionStatements) });
