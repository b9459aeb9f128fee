/** How a lab that holds the document behaves: its switches, and its failures on purpose. */

/** The last two are carried out first: `hang-after` is never answered, `torn` has its answer cut in the middle. */
export const FAULT_KINDS = ["refuse", "throttle", "fail", "timeout", "reset", "delay", "hang-after", "torn"] as const;

/** A failure on purpose (design, section 5). Counts are calls that match. */
export interface Fault {
  readonly id?: string | undefined;
  /** `sso-admin`, `identitystore`, `sso`, `organizations`, `iam`, `sts`, `account-access`, … */
  readonly service: string;
  /** An API operation, or `*`. */
  readonly operation: string;
  readonly kind: (typeof FAULT_KINDS)[number];
  /** Only calls that target this account. */
  readonly accountId?: string | undefined;
  /** Let this many matching calls pass before the fault begins. */
  readonly after?: number | undefined;
  /** Only every n-th matching call. */
  readonly every?: number | undefined;
  /** End after this many faults; undefined: for ever. */
  readonly times?: number | undefined;
  /** For `delay`. */
  readonly milliseconds?: number | undefined;
}

/** Where the facts are open (section 8), the lab's behaviour is one of these switches. */
export interface LabSettings {
  /** Facts 8.7: does the portal list a suspended or closed account? */
  readonly portalListsInactiveAccounts: boolean;
  /** Facts 8.2: is an assignment whose creation failed listed by ListAccountAssignments? */
  readonly listsFailedAssignments: boolean;
  /** Facts 3.4: does ListAccountAssignmentsForPrincipal for a USER return the rows of the user's groups? */
  readonly principalRowsIncludeGroups: boolean;
  /** Facts 8.3: what a repeated identical CreateAccountAssignment ends in. */
  readonly repeatedAssignment: "succeeds" | "conflict";
  /** What the removal of an assignment whose user or group is gone ends in: facts A5 infer that it works, casebook C29 saw it fail. */
  readonly orphanRemoval: "succeeds" | "fails";
  /** Facts 8.4: what List*Provisioned* without ProvisioningStatus returns. */
  readonly omittedProvisioningStatus: "all" | "latest";
  /** Whether ListUsers and ListGroups of an Active Directory store need a filter. */
  readonly activeDirectoryRefusesUnfilteredLists: boolean;
  /** Facts AAM45: what DeleteApplication of account access manager ends in while there are entitlements. */
  readonly deletionWithEntitlements: "succeeds" | "fails";
  /** Facts N2: what lists of permission sets and assignments answer where permission sets are switched off. */
  readonly permissionSetsOff: "empty" | "refused";
  /** Facts N13: do accounts still have `Status` beside `State`? */
  readonly accountsHaveStatus: boolean;
  /** Facts AAM10: what a repeated identical CreateEntitlement is answered with. */
  readonly repeatedEntitlement: "same-id" | "conflict";
  /** Facts AT6, AT10: of a hundred refusals of IAM itself, so many have an authorization id. */
  readonly authorizationIdPercent: number;
  /** Facts N1: what the page says where a policy with a network condition refuses the console. */
  readonly consoleRefusal: "after-authentication" | "before-authentication";
  /** Facts N1: what GetConsoleAuthorizationConfiguration answers where it was never switched on, and GetResourcePolicy without statements. */
  readonly unsetConsoleAuthorization: "disabled" | "not-found";
  /** How long asynchronous work takes, in milliseconds. */
  readonly provisioningMilliseconds: number;
}
