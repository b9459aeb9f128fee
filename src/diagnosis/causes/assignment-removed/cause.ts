/** The access was there, and somebody took it away (facts A11). */
import type { CloudTrailEvent } from "../../../facts/grant/additional-facts.ts";
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import { type Principal, parseGroupId } from "../../../model/ids.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import {
  byWhom,
  eventEvidence,
  membershipRemovalOf,
  type Removal,
  removalOf,
  sourceChangeOf,
} from "../../families/history.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant } from "../../families/reach.ts";
import { assignGroup, assignUser } from "../../families/remedies.ts";
import { grantName, userName } from "../../path/names.ts";
import { walkGrant } from "../../path/walk-grant.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";
import { joinGroup } from "../not-a-member/cause.ts";

interface Removed extends Found {
  readonly known: KnownGrant;
  /** Undefined where only the earlier snapshot shows that it was there. */
  readonly event: CloudTrailEvent | undefined;
  /** The group out of which the user was taken; undefined: the assignment itself went. */
  readonly group: AttachedPrincipal | undefined;
  /** The group whose assignment went; undefined: it was the user's own, or nobody knows. */
  readonly lostBy: LostBy | undefined;
  /** ISO 8601 of the snapshot in which the access was still there. */
  readonly wasThereAt: string | undefined;
  /** The event is a change of the identity source, which takes all assignments away. */
  readonly isSourceChange: boolean;
}

interface LostBy {
  readonly group: Principal;
  readonly name: string;
  /** Whether the user was in it then. */
  readonly isMemberSinceKnown: boolean;
}

export const assignmentRemoved = defineCause<Removed>({
  id: "assignment-removed",
  stage: "assignment",
  rank: 10,
  title: "The access was removed",
  facts: ["A11", "E11"],
  noticedIn: "facts",
  explains: [
    "no-assignment",
    "not-a-member",
    "group-empty",
    "other-set-assigned",
    "other-account-assigned",
    "provisioned-not-assigned",
    "not-provisioned",
  ],
  standsAlone: false,
  confidenceRule:
    "Proved when CloudTrail shows the removal and its request succeeded, when CloudTrail shows the removal of the membership, or when an earlier snapshot shows the access. Likely when the outcome of the removal request can no longer be read, when a group's assignment was removed and nothing shows that the user was already a member, and when nobody is assigned and the user was created after a change of the identity source.",
  documentation: {
    symptoms: [
      "It worked yesterday, and today the account is gone from the portal",
      "DeleteAccountAssignment",
      "RemoveMemberFromGroup",
      "Everybody lost all accounts after the identity source was changed to Active Directory",
      "Access disappeared after terraform destroy, or after a just-in-time grant expired",
    ],
    why: "Assignments are removed by people, by infrastructure as code, and by just-in-time tools (TEAM, sso-elevator) when a grant expires; some of these remove every direct assignment that they did not create. Changing the identity source to or from Active Directory deletes all users, groups and assignments.",
    whatToDo:
      "Ask the caller named in CloudTrail whether the removal was intended. If not, create the assignment again and exempt it from the tool that removes it; otherwise it will be removed again.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DeleteAccountAssignment.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/manage-your-identity-source-change.html",
      "https://github.com/aws-samples/iam-identity-center-team/issues/513",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    if (!known || !isKnownUnassigned(grant)) return undefined;
    const left = (knownValue(grant.facts.attached) ?? []).flatMap((group) => {
      const event = membershipRemovalOf(grant, group.principal.id);
      return event ? [{ group, event }] : [];
    })[0];
    const removal = left ? undefined : removalOf(grant);
    const event = left?.event ?? removal?.event;
    const before = knownValue(grant.facts.additional.before);
    const wasThere = before ? walkGrant(before).isAssigned && isSameGrant(grant, before) : false;
    const sourceChange = isNobodyAssigned(grant) ? sourceChangeOf(grant) : undefined;
    if (!event && !wasThere && !sourceChange) return undefined;
    const isSourceChange = !event && !wasThere;
    // An event of an asynchronous removal proves the call; only its request's record proves the outcome.
    const isOutcomeOpen = removal !== undefined && removal.event.outcome !== "SUCCEEDED" && !wasThere;
    const isMemberOpen = removal?.hadIt === "unknown" && !wasThere;
    return {
      confidence: isSourceChange || isOutcomeOpen || isMemberOpen ? "likely" : "proved",
      evidence: [
        ...(event || isSourceChange ? eventEvidence(grant) : []),
        ...evidenceOf(grant.facts.attached),
        ...evidenceOf(grant.facts.groupIds),
        ...(wasThere ? evidenceOf(grant.facts.additional.before) : []),
      ],
      known,
      event: event ?? (isSourceChange ? sourceChange : undefined),
      isSourceChange,
      group: left?.group,
      lostBy: removal && groupThatLost(removal, known),
      wasThereAt: wasThere ? before?.at : undefined,
    };
  },
  explain: ({ event, group, lostBy, wasThereAt, isSourceChange }, grant) => {
    if (event && isSourceChange) return explainSourceChange(event, grant);
    if (event && lostBy) return explainGroupsLoss(event, lostBy, { grant, wasThereAt });
    const what = group
      ? `${userName(grant)} was in a group that has ${grantName(grant)}, and was removed from it`
      : `${userName(grant)} had ${grantName(grant)}, and it was removed`;
    const before = wasThereAt ? ` The snapshot of ${wasThereAt} still shows it.` : "";
    return event
      ? `${what} ${byWhom(event, grant)} with ${event.name}.${before}`
      : `${what} since the snapshot of ${wasThereAt}. CloudTrail does not show here who did it.`;
  },
  remedy: ({ known, group, lostBy, isSourceChange }, grant) => {
    if (group) return joinGroup([group], grant);
    if (lostBy) return assignGroup(grant, { known, ...lostBy }, [NOT_INTENDED]);
    return assignUser(grant, known, { notes: isSourceChange ? AFTER_SOURCE_CHANGE : [NOT_INTENDED] });
  },
});

const NOT_INTENDED = "Somebody removed it: make sure that this was not intended, and that no tool removes it again.";

/** The road is restored as it was: by the group. */
function groupThatLost({ event, hadIt }: Removal, { user }: KnownGrant): LostBy | undefined {
  const { principalId } = event.request;
  const group = parseGroupId(String(principalId));
  if (principalId === user.id || group.kind !== "ok") return undefined;
  const name = event.group?.name ?? group.value;
  return { group: { type: "GROUP", id: group.value }, name, isMemberSinceKnown: hadIt === "yes" };
}

function explainGroupsLoss(
  event: CloudTrailEvent,
  { name, isMemberSinceKnown }: LostBy,
  { grant, wasThereAt }: { readonly grant: WalkedGrant; readonly wasThereAt: string | undefined },
): string {
  const before = wasThereAt ? ` The snapshot of ${wasThereAt} still shows that ${userName(grant)} had it.` : "";
  const since =
    isMemberSinceKnown || wasThereAt
      ? ""
      : ` Since when ${userName(grant)} is in the group is not known, so they may never have had it.`;
  return `Group ${name}, of which ${userName(grant)} is a member, had ${grantName(grant)}, and it was removed ${byWhom(event, grant)} with ${event.name}.${before}${since}`;
}

/** A recreated user or set is a cause of its own: then it was not this grant that was there. */
const isSameGrant = ({ facts }: WalkedGrant, before: WalkedGrant["facts"]): boolean =>
  knownValue(before.user)?.id === knownValue(facts.user)?.id &&
  knownValue(before.permissionSet)?.arn === knownValue(facts.permissionSet)?.arn;

const isNobodyAssigned = ({ facts }: WalkedGrant): boolean => knownValue(facts.attached)?.length === 0;

/** Facts A11: of all changes only those to or from Active Directory take assignments away; which one it was the event does not tell. */
const explainSourceChange = (event: CloudTrailEvent, grant: WalkedGrant): string =>
  `Nobody has ${grantName(grant)}, and ${userName(grant)} was created after the identity source was changed ${byWhom(event, grant)}. A change to or from Active Directory deletes all users, groups and assignments, so most likely this access went with them.`;

const AFTER_SOURCE_CHANGE = [
  "Changing the identity source removes everybody's assignments in all accounts; this creates one of them again. Create the others again from infrastructure as code or from an earlier export.",
];
