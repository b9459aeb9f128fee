/** Who took the place of a deleted user or group that has something in the account: this user, or a group of theirs (facts A5, AAM47). */
import type { Tie } from "../../facts/grant/successor.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import type { Principal } from "../../model/ids.ts";
import { knownValue } from "../../model/reading.ts";
import { userName } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { successorAmong } from "./history.ts";

export interface Again {
  readonly successor: Principal;
  readonly successorName: string;
  /** `snapshot`: an earlier snapshot knew this very user under the old id. */
  readonly tie: Tie | "snapshot";
}

/** The successor of a deleted principal, where it is this user or one of their groups. */
export const againOf = (grant: WalkedGrant, user: UserFacts, gone: Principal): Again | undefined =>
  gone.type === "USER" ? userAgain(grant, user, gone) : groupAgain(grant, gone);

/** This user under another id: told by an earlier snapshot, or by CloudTrail. */
function userAgain(grant: WalkedGrant, user: UserFacts, principal: Principal): Again | undefined {
  const successor = { type: "USER", id: user.id } as const;
  const before = knownValue(grant.facts.additional.before);
  const former = before ? knownValue(before.user) : undefined;
  if (former && former.id === principal.id) return { successor, successorName: user.userName, tie: "snapshot" };
  const candidates = [{ id: user.id, name: user.userName, createdAt: user.createdAt }];
  const found = successorAmong(grant, principal.id, { candidates });
  return found && { successor, successorName: user.userName, tie: found.tie };
}

/** One of the user's own groups in the deleted group's place. */
function groupAgain(grant: WalkedGrant, principal: Principal): Again | undefined {
  const candidates = knownValue(grant.facts.additional.ownGroups) ?? [];
  const found = successorAmong(grant, principal.id, { candidates });
  if (!found) return undefined;
  const { id, name } = found.candidate;
  return { successor: { type: "GROUP", id }, successorName: name, tie: found.tie };
}

/** Goes on behind `… is assigned to user 1, which was deleted; `. */
export function successorClause({ successor, successorName, tie }: Again, grant: WalkedGrant): string {
  const who =
    successor.type === "USER"
      ? `${successorName} (${successor.id})`
      : `group ${successorName} (${successor.id}), of which ${userName(grant)} is a member,`;
  switch (tie) {
    case "snapshot":
      return `the earlier snapshot shows ${successorName} under that id: the user was deleted and created again as ${successor.id}.`;
    case "name":
      return `${who} has the same name and was created after that, most likely as the same one under a new id.`;
    case "caller":
      return `${who} was created after that by the same caller and most likely replaced it.`;
  }
}

/** What has to be asked before the repair: nothing but the caller ties the two. Empty where a name or a snapshot does. */
export function strangerQuestion({ successor, successorName, tie }: Again): string {
  if (tie !== "caller") return "";
  return successor.type === "GROUP"
    ? `Ask whether group ${successorName} is the team of the deleted group. If it is: `
    : `Ask whether ${successorName} is the person of the deleted user. If so: `;
}

/**
 * CloudTrail hides names (facts 5.5), and one help desk or pipeline deletes and creates everybody: where the caller alone ties the two,
 * whoever approves the repair must know them.
 */
export const strangerNote = ({ successor, successorName, tie }: Again): readonly string[] =>
  tie === "caller"
    ? [
        `CloudTrail hides names: only the caller who deleted the one and created the other ties ${successor.type === "GROUP" ? `group ${successorName}` : successorName} to the deleted id. If they are not the same ${successor.type === "GROUP" ? "team" : "person"}, this is new access: do not apply it.`,
      ]
    : [];
