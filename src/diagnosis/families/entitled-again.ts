/** The successor of a deleted user or group gets its entitlement: the new one first, then the old one goes (facts A5, AAM47). */
import type { OtherEntitlement } from "../../facts/grant/second-road.ts";
import type { Remedy } from "../../model/diagnosis.ts";
import { evidenceOf, knownValue } from "../../model/reading.ts";
import type { Found } from "../cause.ts";
import { principalName } from "../path/links.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { attachedOf, entitlementChange, otherRoleName, othersEntitled } from "./entitled-others.ts";
import { byWhom, deletionOf, eventEvidence, inTurns } from "./history.ts";
import { type Again, againOf, strangerNote, successorClause } from "./principal-again.ts";
import { isAccountClosed } from "./reach.ts";
import { accountFirst } from "./remedies.ts";

export interface EntitledAgain extends Found, Again {
  readonly applicationArn: string;
  /** The entitlement that names the old id. */
  readonly row: OtherEntitlement;
}

export const FIND_OUT = "Find out what deletes and creates the record; otherwise its next run will do it again.";

export function entitledAgain(grant: WalkedGrant): EntitledAgain | undefined {
  const others = othersEntitled(grant);
  if (!others) return undefined;
  const { user, applicationArn, rows, evidence } = others;
  for (const row of rows) {
    const found = knownValue(row.details) === null ? againOf(grant, user, row.principal) : undefined;
    if (!found) continue;
    return {
      ...found,
      applicationArn,
      row,
      confidence: found.tie === "snapshot" ? "proved" : "likely",
      evidence: [
        ...evidence,
        ...evidenceOf(row.details),
        ...(found.tie === "snapshot" ? [] : eventEvidence(grant)),
        ...(row.principal.type === "GROUP" ? evidenceOf(grant.facts.additional.ownGroups) : []),
      ],
    };
  }
  return undefined;
}

export function entitledAgainWords(found: EntitledAgain, grant: WalkedGrant): string {
  const { row } = found;
  const deletion = deletionOf(grant, row.principal.id);
  const fate = deletion ? `was deleted ${byWhom(deletion, grant)}` : "no longer exists";
  return `Account access manager entitles to ${otherRoleName(row)} ${principalName(attachedOf(row))}, which ${fate}; ${successorClause(found, grant)} An entitlement follows the id, not the name.${inTurns(grant, row.principal)}`;
}

export function entitleSuccessor(found: EntitledAgain, grant: WalkedGrant): Remedy {
  const { row, applicationArn, successor, successorName } = found;
  if (isAccountClosed(grant)) return accountFirst(grant, "An entitlement");
  const what = successor.type === "GROUP" ? `group ${successorName}` : successorName;
  return {
    kind: "api",
    summary: `Entitle ${what} (${successor.id}) to ${otherRoleName(row)}, then delete the entitlement of ${principalName(attachedOf(row))}`,
    risk: "medium",
    changes: [
      entitlementChange("create-entitlement", row, { applicationArn, principal: successor, name: successorName }),
      entitlementChange("delete-entitlement", row, {
        applicationArn,
        principal: row.principal,
        name: row.principal.id,
      }),
    ],
    notes: [
      ...strangerNote(found),
      "The new entitlement comes first: AWS checks the role's trust policy for it, and where that fails the old one stays.",
      FIND_OUT,
      ...(successor.type === "GROUP" ? ["Everybody in the group gets this role with it."] : []),
    ],
    roleArn: row.roleArn,
  };
}
