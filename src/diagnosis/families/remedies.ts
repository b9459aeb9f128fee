/** The repairs that several causes share: assign exactly this user, provision exactly this account, and what forbids both. */

import { type FailureReason, readFailureReason } from "../../facts/grant/failure-reason.ts";
import type { AttachedPrincipal, RequestFacts } from "../../facts/grant/grant-facts.ts";
import type { Change } from "../../model/change.ts";
import type { Remedy } from "../../model/diagnosis.ts";
import type { Principal } from "../../model/ids.ts";
import { partitionOf } from "../../model/partition.ts";
import { knownValue } from "../../model/reading.ts";
import { shellOption } from "../../model/shell-word.ts";
import { principalName } from "../path/links.ts";
import { accountName, grantName, instanceOptions, setName, userName } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { THEN_AGAIN } from "./failed-requests.ts";
import { isAccountActive, isAccountClosed, type KnownGrant } from "./reach.ts";
import { reasonNow } from "./reason-now.ts";

/** An assignment for the user alone: a group may hold more people than the question is about. */
export function assignUser(
  grant: WalkedGrant,
  known: KnownGrant,
  more: { readonly notes?: readonly string[]; readonly remove?: readonly AttachedPrincipal[] } = {},
): Remedy {
  if (isAccountClosed(grant)) return accountFirst(grant, "An assignment");
  const { user } = known;
  const remove = more.remove ?? [];
  const removal = remove.length > 0 ? `, then remove the one of ${remove.map(principalName).join(" and ")}` : "";
  return {
    kind: "api",
    summary: `Assign ${grantName(grant)} to ${user.userName} (${user.id})${removal}`,
    risk: "medium",
    // INVARIANT: create before delete. The role goes with its last assignment, and a new one has another name (facts 3.2, E4).
    changes: [
      change("create-account-assignment", grant, known, { type: "USER", id: user.id }, user.userName),
      ...remove.map(({ principal, details }) =>
        change(
          "delete-account-assignment",
          grant,
          known,
          principal,
          details.state === "known" ? (details.value?.name ?? principal.id) : principal.id,
        ),
      ),
    ],
    notes: [
      ...(more.notes ?? []),
      "This gives the access to this one user. AWS recommends groups: where others need it too, assign a group instead.",
      ...managementAccountNote(grant, known),
    ],
  };
}

/** The change that provisions the set in this one account. */
export const provisioning = (grant: WalkedGrant, known: KnownGrant): Change => ({
  kind: "provision-permission-set",
  ...grantOf(grant, known),
});

/** Said where nothing shows that the user had the access before. */
export const newAccess = (grant: WalkedGrant): string =>
  `This is new access: nothing that was read shows that ${userName(grant)} ever had ${grantName(grant)}. Make sure that somebody approved it.`;

/** Provisions the set in this one account. */
export function provisionHere(grant: WalkedGrant, known: KnownGrant, notes: readonly string[]): Remedy {
  if (isAccountClosed(grant)) return accountFirst(grant, "Provisioning");
  return {
    kind: "api",
    summary: `Provision ${grantName(grant)}`,
    risk: "medium",
    changes: [provisioning(grant, known)],
    notes: [...notes, ...managementAccountNote(grant, known)],
  };
}

export interface FailedRequest {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
  readonly again: "assign" | "provision";
}

/**
 * What to do about a request that AWS could not carry out: what its reason names, while that still holds; else the same
 * request again.
 */
export function remedyForFailure(grant: WalkedGrant, failed: FailedRequest): Remedy {
  const { known, request, again } = failed;
  if (isAccountClosed(grant)) return accountFirst(grant, again === "assign" ? "An assignment" : "Provisioning");
  const standing = reasonNow(grant, request);
  const reason = readFailureReason(request.failureReason);
  if (standing === "holds" && reason.kind === "customer-managed-policy-missing")
    return createPolicy(grant, known, reason.policy);
  if (standing === "holds" && reason.kind === "assignee-not-found") return nameTheRightAssignee(grant, reason);
  if (reason.kind === "account-out-of-reach" && !isAccountActive(grant)) return lookAtAccount(grant);
  return tryAgain(grant, failed, notesFor(grant, reason));
}

/** What to look at if the same request fails again. */
function notesFor(grant: WalkedGrant, reason: FailureReason): readonly string[] {
  switch (reason.kind) {
    case "caller-lacks-iam":
      return stepsOf(allowInManagementAccount(grant, reason.action));
    case "account-out-of-reach":
      return [
        "If it fails again with the same reason, check in Organizations that trusted access for sso.amazonaws.com is on, and in the account's IAM that the role AWSServiceRoleForSSO is there.",
      ];
    default:
      return [];
  }
}

/** The steps for a person, as notes beside a repair that may make them needless. */
export const stepsOf = (remedy: Remedy): readonly string[] => (remedy.kind === "human" ? remedy.steps : []);

/** The same request once more, for the same principal: the access comes back by the road that was meant. */
export function tryAgain(
  grant: WalkedGrant,
  { known, request, again }: FailedRequest,
  notes: readonly string[],
): Remedy {
  const isGone = reasonNow(grant, request) === "gone";
  const all = [
    again === "assign"
      ? "The failed request left no assignment, so this creates it."
      : "The failed request changed nothing that conflicts with this one.",
    isGone
      ? "The reason of the failed request no longer applies."
      : "Whether the reason of the failed request still applies could not be checked: this request may fail for the same reason. Fix that reason first if it does.",
    ...notes,
  ];
  return again === "assign" ? assignAgain(grant, { known, request }, all) : provisionHere(grant, known, all);
}

/** What a person must do while the reason of the failed request holds; else the same request again, with that as advice. */
export function onceMoreOr(
  grant: WalkedGrant,
  failed: Pick<FailedRequest, "known" | "request">,
  human: Remedy,
): Remedy {
  if (reasonNow(grant, failed.request) === "holds") return human;
  const again = failed.request.kind === "provision" || grant.isAssigned ? "provision" : "assign";
  const steps = stepsOf(human).filter((step) => step !== THEN_AGAIN);
  return tryAgain(grant, { ...failed, again }, steps);
}

function assignAgain(
  grant: WalkedGrant,
  { known, request }: Pick<FailedRequest, "known" | "request">,
  notes: readonly string[],
): Remedy {
  const { principal } = request;
  if (principal?.type !== "GROUP") return assignUser(grant, known, { notes });
  return assignGroup(grant, { known, group: principal, name: request.principalName ?? principal.id }, notes);
}

export interface Succession {
  readonly known: KnownGrant;
  /** The row that names the deleted id. */
  readonly gone: AttachedPrincipal;
  readonly successor: Principal;
  readonly name: string;
}

/** The successor gets what the deleted one had, by the same road; then the row of the deleted one goes. */
export function assignSuccessor(
  grant: WalkedGrant,
  { known, gone, successor, name }: Succession,
  notes: readonly string[],
): Remedy {
  if (isAccountClosed(grant)) return accountFirst(grant, "An assignment");
  const what = successor.type === "GROUP" ? `group ${name}` : name;
  return {
    kind: "api",
    summary: `Assign ${grantName(grant)} to ${what} (${successor.id}), then remove the assignment of ${principalName(gone)}`,
    risk: "medium",
    // INVARIANT: create before delete. The role goes with its last assignment, and a new one has another name (facts 3.2, E4).
    changes: [
      change("create-account-assignment", grant, known, successor, name),
      change("delete-account-assignment", grant, known, gone.principal, gone.principal.id),
    ],
    notes: [
      ...notes,
      ...(successor.type === "GROUP" ? ["Everybody in the group gets this access with it."] : []),
      ...managementAccountNote(grant, known),
    ],
  };
}

/** The assignment goes to the group: everybody in it had the access, or was meant to have it. */
export function assignGroup(
  grant: WalkedGrant,
  { known, group, name }: { readonly known: KnownGrant; readonly group: Principal; readonly name: string },
  notes: readonly string[],
): Remedy {
  if (isAccountClosed(grant)) return accountFirst(grant, "An assignment");
  return {
    kind: "api",
    summary: `Assign ${grantName(grant)} to group ${name} (${group.id}) again`,
    risk: "medium",
    changes: [change("create-account-assignment", grant, known, group, name)],
    notes: [...notes, "Everybody in the group gets this access with it.", ...managementAccountNote(grant, known)],
  };
}

/** A customer managed policy is referred to by name and path, and must be in each account under exactly these (facts D1). */
export function createPolicy(
  grant: WalkedGrant,
  { permissionSet }: KnownGrant,
  policy: Extract<FailureReason, { kind: "customer-managed-policy-missing" }>["policy"],
): Remedy {
  const name = policy?.name;
  const path = policy?.path;
  const references = `\`aws sso-admin list-customer-managed-policy-references-in-permission-set ${instanceOptions(grant)} --permission-set-arn ${permissionSet.arn}\``;
  return {
    kind: "human",
    summary: `Create the customer managed policy ${policy ? `${name} ` : ""}in ${accountName(grant)}`,
    risk: "medium",
    steps: [
      `See the exact name and path that ${setName(grant)} refers to: ${references}. Both must match exactly, including case.`,
      `With credentials of ${accountName(grant)}, create the policy: \`aws iam create-policy ${name === undefined ? "--policy-name <Name>" : shellOption("policy-name", name)} ${path === undefined ? "--path <Path>" : shellOption("path", path)} --policy-document file://policy.json\`. Copy the document from an account where the set works.`,
      THEN_AGAIN,
    ],
  };
}

/** Which IAM actions the caller needs in the management account (facts 7.3). */
export const allowInManagementAccount = (grant: WalkedGrant, action: string | undefined): Remedy => ({
  kind: "human",
  summary: `Give the caller who assigns ${action ?? "the IAM permission that the reason names"} in ${accountName(grant)}`,
  risk: "medium",
  steps: [
    "In the management account Identity Center uses the IAM permissions of the caller who assigns, not its service-linked role.",
    `Allow them ${action ?? "the action in AWS's reason"} on ${iamArn(grant)}:role/aws-reserved/sso.amazonaws.com/* and ${iamArn(grant)}:saml-provider/AWSSSO_*; more of iam:CreateRole, iam:AttachRolePolicy, iam:PutRolePolicy, iam:GetRole, iam:ListRolePolicies and iam:*SAMLProvider may be missing, AWS names one at a time.`,
    "Then run `idc-doctor fix` again with these credentials.",
  ],
});

const iamArn = ({ facts }: WalkedGrant): string =>
  `arn:${partitionOf(knownValue(facts.instance)?.region ?? facts.question.region)}:iam::${facts.accountId}`;

const nameTheRightAssignee = (
  grant: WalkedGrant,
  { principalType, id }: Extract<FailureReason, { kind: "assignee-not-found" }>,
): Remedy => ({
  kind: "human",
  summary: `Assign a ${principalType.toLowerCase()} that the directory has, instead of ${id}`,
  risk: "medium",
  steps: [
    `The directory has no ${principalType.toLowerCase()} ${id}: it was deleted, created again under a new id, or has not been synced yet.`,
    "If it comes from an identity provider or from Active Directory, let it sync (Active Directory: add it to the sync scope), and take the new id.",
    `Then assign ${grantName(grant)} to it and make sure that ${userName(grant)} is a member, or assign it to ${userName(grant)} alone.`,
  ],
});

const lookAtAccount = (grant: WalkedGrant): Remedy => ({
  kind: "human",
  summary: `Look at the state of the account ${accountName(grant)} first`,
  risk: "low",
  steps: [
    "With this reason AWS says that it cannot act in the account; most often the account is suspended or closing.",
    `Run \`aws organizations describe-account --account-id ${grant.facts.accountId}\`. If the state is ACTIVE, repeat the request.`,
  ],
});

/** Nothing succeeds in an account that is not active: the account comes first, and only people can bring it back (facts A12). */
export function accountFirst(grant: WalkedGrant, what: string): Remedy {
  return {
    kind: "human",
    summary: `Restore the account ${accountName(grant)} first`,
    risk: "high",
    steps: [
      `${what} cannot succeed while the account is not an active member of the organization.`,
      "Then run the command again.",
    ],
  };
}

const grantOf = ({ facts }: WalkedGrant, { instance, permissionSet }: KnownGrant) => ({
  instanceArn: instance.arn,
  accountId: facts.accountId,
  permissionSetArn: permissionSet.arn,
  permissionSetName: permissionSet.name,
});

const change = (
  kind: "create-account-assignment" | "delete-account-assignment",
  grant: WalkedGrant,
  known: KnownGrant,
  principal: AttachedPrincipal["principal"],
  name: string,
): Change => ({ kind, ...grantOf(grant, known), principal, principalName: name });

/** In the management account the service works with the caller's own IAM permissions (facts 3.2, D3). */
const managementAccountNote = ({ facts }: WalkedGrant, { instance }: KnownGrant): readonly string[] =>
  facts.accountId === instance.ownerAccountId
    ? [
        "This is the management account: there Identity Center uses your own IAM permissions to make the role (iam:CreateRole, iam:AttachRolePolicy, iam:PutRolePolicy, iam:GetRole, iam:ListRolePolicies and iam:*SAMLProvider).",
      ]
    : [];
