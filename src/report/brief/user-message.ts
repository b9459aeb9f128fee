/** The message to send to the user: what is wrong and what to do, without ids or administrator terms. */
import type { Stage } from "../../model/access-path.ts";
import type { Change } from "../../model/change.ts";
import type { DiagnosedCause, Diagnosis, GrantVerdict } from "../../model/diagnosis.ts";
import { plain } from "../sanitize.ts";
import { accountNameOf, grantOf, nameOf, othersGrants } from "./headline.ts";

const SIGN_IN_AGAIN = "Sign out of the access portal and in again.";

const WE_TELL = "We will let you know.";

/** Facts AAM44: the account access portal shows entitlements as they are when it is loaded. */
const RELOAD = "Reload the account access portal.";

export interface UserMessage {
  readonly matter: string;
  readonly todo: string;
}

/** Undefined where nothing can be said yet: the answer is undecided and no cause is known. */
export function userMessage(diagnosis: Diagnosis): UserMessage | undefined {
  const [cause] = diagnosis.causes;
  if (othersGrants(diagnosis).length > 0)
    return {
      matter: `Nothing in ${grantOf(diagnosis)} is assigned to you.`,
      todo: WE_TELL,
    };
  // Who or what is meant is still asked.
  const { user, account } = diagnosis.question;
  if (cause?.id === "user-not-found" && user.near !== undefined) return undefined;
  if (cause?.id === "account-not-in-organization" && account.near !== undefined) return undefined;
  if (cause?.tellUser) return { matter: cause.tellUser[0], todo: cause.tellUser[1] };
  const isNoticeOnly = diagnosis.verdict === "works" && (cause?.confidence !== "proved" || cause.stage === "instance");
  if (!cause && diagnosis.verdict !== "works") return undefined;
  if (!cause || isNoticeOnly)
    return {
      matter: `Your access to ${grantOf(diagnosis)} is in place.`,
      todo: `If you do not see it: ${SIGN_IN_AGAIN.toLowerCase()}`,
    };
  const isOnlyPart = diagnosis.grants.length > 1 && diagnosis.grants.some(({ verdict }) => verdict === "works");
  const rest = isOnlyPart ? " Your other access works." : "";
  return { matter: `${matterOf(cause, diagnosis)}${rest}`, todo: todoOf(cause) };
}

/** What is said once the repair is done, such as `You are now in Developers.`; undefined where no API call repairs it. */
export function messageAfterFix({ remedy }: DiagnosedCause, diagnosis: Diagnosis): string | undefined {
  const changes = remedy.kind === "api" ? remedy.changes : [];
  const [gained] = changes.flatMap((change) => gainOf(change, diagnosis) ?? []);
  if (gained === undefined) return undefined;
  const isEntitled = changes.some(({ kind }) => kind === "create-entitlement" || kind === "update-trust-policy");
  return `${gained} ${isEntitled ? RELOAD : SIGN_IN_AGAIN}`;
}

interface Place {
  readonly accountId: string;
  readonly accountName?: string | undefined;
}

function gainOf(change: Change, diagnosis: Diagnosis): string | undefined {
  const placeOf = ({ accountId, accountName }: Place) => accountName ?? accountNameOf(diagnosis, accountId);
  switch (change.kind) {
    case "create-group-membership":
      return plain(`You are now in ${change.groupName}.`);
    case "create-account-assignment":
      return plain(`You now have ${change.permissionSetName} in ${placeOf(change)}.`);
    case "provision-permission-set":
      return plain(`${change.permissionSetName} in ${placeOf(change)} is now up to date.`);
    case "create-entitlement": {
      const { roleArn } = change.entitlement;
      const roleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
      return plain(`You now have role ${roleName} in ${placeOf(change.entitlement)}.`);
    }
    case "update-trust-policy": {
      const { roleArn } = change.trust;
      const roleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
      return plain(`Role ${roleName} in ${placeOf(change.trust)} can be opened again.`);
    }
    case "delete-entitlement":
    case "delete-account-assignment":
    case "delete-group-membership":
      return undefined;
  }
}

function todoOf({ remedy }: DiagnosedCause): string {
  switch (remedy.kind) {
    case "api":
      return "We are fixing it. When we tell you that it is done, sign out of the access portal and in again.";
    case "wait":
      return "When it is done, sign out of the access portal and in again.";
    case "human":
      return WE_TELL;
  }
}

function matterOf({ stage, grant: own }: DiagnosedCause, diagnosis: Diagnosis): string {
  const { account } = diagnosis.question;
  const [only, second] = diagnosis.grants;
  const of = second && own && diagnosis.grants.find((one) => isSame(one, own));
  const grant = of ? nameOf(of) : grantOf(diagnosis);
  const place = plain(account.name ?? account.id ?? (of ?? only)?.accountName ?? "the account");
  // Nobody asked about an account: nothing is missing from one.
  if (only && !second && only.permissionSet === null && account.asked === null && stage === "assignment")
    return "Nothing in AWS is assigned to you yet.";
  // What the tool itself could not read is no fault that the user has.
  if (diagnosis.verdict === "undecided" && stage === "instance") return `We are looking into your access to ${place}.`;
  if (diagnosis.verdict === "stale") return `Your role in ${place} still has older permissions.`;
  if (diagnosis.verdict === "pending") return `AWS is still setting up ${grant}.`;
  const matters: Readonly<Record<Stage, string>> = {
    instance: "The company's AWS sign-in has a problem.",
    user: `Your user cannot use ${grant} yet.`,
    membership: `You are not in the group for ${grant}.`,
    assignment: `${grant} is not assigned to you.`,
    provisioning: `${grant} is not set up completely.`,
    account: `Account ${place} cannot be used at the moment.`,
    portal: `You have ${grant}, but your sign-in does not show it.`,
    "role session": `${grant} does not allow what you tried.`,
  };
  return matters[stage];
}

const isSame = (
  one: Pick<GrantVerdict, "account" | "permissionSet">,
  other: Pick<GrantVerdict, "account" | "permissionSet">,
): boolean => one.account === other.account && one.permissionSet === other.permissionSet;
