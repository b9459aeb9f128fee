/** Refusals that meet an administrator of Identity Center, not the person who waits for access. */
import { ACCOUNT_ACCESS_SERVICE, IDENTITY_CENTER_SERVICE } from "../../model/service-principals.ts";
import { type Fit, likely, possible } from "./catalogue-ids.ts";
import type { Denial } from "./denial.ts";
import { isAccountId } from "./explanation.ts";

export interface AdminRefusal {
  readonly meaning: readonly string[];
  readonly next: readonly string[];
  readonly command: string;
  readonly fits: readonly Fit[];
}

/** The services behind a diagnosis and a repair; sso-admin's actions are called `sso:` (facts 3.1). */
const ADMIN = /^(sso|sso-directory|identitystore|organizations|account-access):/;
/** Account access manager has delegated administrators of its own (facts AAM27). */
const SECOND_ROAD = /^account-access:/;
/** What a delegated administrator may not do where the management account is touched (facts D4). */
const GRANTS =
  /^sso:((Create|Delete)AccountAssignment|ProvisionPermissionSet|(Update|Delete)PermissionSet|(Attach|Detach|Put)\w+PermissionSet)$/;
const READS = /^[\w-]+:(Get|List|Describe|Search|Is)/;
/** What Identity Center makes in an account (facts 4.2, D3). */
const MADE_BY_US = /AWSReservedSSO_|saml-provider\/AWSSSO_|aws-reserved\/sso\.amazonaws\.com/;

/** Undefined where the action is none of administering. */
export function callerLacksPermission({ action, resource, principal }: Denial): AdminRefusal | undefined {
  if (action.startsWith("iam:") && MADE_BY_US.test(resource ?? "")) return inManagementAccount;
  if (!ADMIN.test(action)) return undefined;
  const isRead = READS.test(action);
  const isSecondRoad = SECOND_ROAD.test(action);
  return {
    meaning: [
      "This is an administrator's call; it says nothing about anybody's access to an account.",
      ...(action.startsWith("organizations:") ? [] : [whichAccount(principal.account, isSecondRoad)]),
    ],
    next: [
      ...(GRANTS.test(action)
        ? [
            "If the caller is a delegated administrator: AWS refuses this for the management account, and for every set that is provisioned there. Then run it from the management account.",
          ]
        : []),
      ...(action.startsWith("organizations:")
        ? []
        : [
            "See which account is the delegated administrator (asked from the management account):",
            `aws organizations list-delegated-administrators --service-principal ${isSecondRoad ? ACCOUNT_ACCESS_SERVICE : IDENTITY_CENTER_SERVICE}`,
          ]),
    ],
    command: `idc-doctor permissions --for ${isRead ? "diagnose" : "fix"}`,
    fits: [...likely("caller-not-permitted"), ...(GRANTS.test(action) ? possible("delegated-admin-limit") : [])],
  };
}

/** Facts 3.7: which account calls comes before which policy. */
const whichAccount = (account: string | null, isSecondRoad: boolean): string =>
  `${account === null || !isAccountId(account) ? "The account that calls comes first" : `The call came from account ${account}, and that comes first`}: only the management account and the delegated administrator may administer ${isSecondRoad ? "account access manager" : "the organization's instance"}. From any other account these calls are refused whatever the policies say.`;

/** In the management account Identity Center works with the caller's own IAM rights (facts D3). */
const inManagementAccount: AdminRefusal = {
  meaning: [
    "The role or SAML provider is one that Identity Center makes. In the management account it does that with the permissions of whoever called; this is likely that account.",
  ],
  next: ["Repeat the step as a principal of the management account that has the IAM action named here."],
  command: "idc-doctor permissions --for fix",
  fits: likely("caller-lacks-iam-in-management-account"),
};
