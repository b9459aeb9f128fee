/** A service control policy of the organization refuses the action, or the sign-in itself (facts C7). */
import type { NamedStatement } from "../../../model/action-decision.ts";
import { layerEvidence, refusalWords, signInDenials, statementName } from "../../action/action-decision.ts";
import { actionName } from "../../action/action-name.ts";
import { defineCause, type Found } from "../../cause.ts";
import {
  arnNote,
  keysNote,
  nameNote,
  type PolicyRefusal,
  reachNote,
  refusalBy,
} from "../../families/policy-refusal.ts";
import { changeControlPolicy } from "../../families/policy-refusal-remedies.ts";
import { accountName, grantName, listed } from "../../path/names.ts";

type Denied = Found &
  (
    | { readonly what: "action"; readonly refusal: PolicyRefusal }
    | { readonly what: "sign-in"; readonly statements: readonly NamedStatement[] }
  );

export const scpDeny = defineCause<Denied>({
  id: "scp-deny",
  stage: "role session",
  rank: 30,
  title: "A service control policy denies the action",
  facts: ["C7", "E13"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved for an action that the policies along the account's parents deny or do not allow; likely for the sign-in itself, where the effect of these policies is inferred.",
  documentation: {
    symptoms: [
      "is not authorized to perform: … with an explicit deny in a service control policy",
      "AdministratorAccess and still AccessDenied",
      "Worked until the account was moved to another organizational unit",
      "You don't have permissions, but only in some Regions",
      "because no service control policy allows the action",
    ],
    why: 'Service control policies limit what everybody in a member account may do, whatever the permission set allows. Every level from the root down to the account must allow the action, and a single Deny at any level overrides everything. AWS words the two differently: "with an explicit deny in a service control policy" for a Deny, "because no service control policy allows the action" for a missing Allow. The management account is exempt.',
    whatToDo:
      "Ask the organization's administrators whether the policy should deny this. Changing the permission set does not help. If it should not, have them narrow the statement; if it should, do the work in an account or Region where it is allowed.",
    sources: [
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html",
      "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ],
  },
  find: (grant) => {
    const refusal = refusalBy(grant, "service control policy");
    if (refusal) return { what: "action", refusal, confidence: refusal.confidence, evidence: refusal.evidence };
    const statements = signInDenials(grant.facts);
    if (statements.length === 0) return undefined;
    const evidence = layerEvidence(grant.facts, "service control policy");
    return { what: "sign-in", statements, confidence: "likely", evidence };
  },
  explain: (found, grant) =>
    found.what === "action"
      ? `${actionName(found.refusal.decision)} with ${grantName(grant)} ${refusalWords(found.refusal.refusedBy)}${arnNote(found.refusal.refusedBy)}.${nameNote(found.refusal.decision)}${keysNote(found.refusal.refusedBy)}${reachNote(grant, found.refusal, accountName(grant))}`
      : `Signing in with ${grantName(grant)} is likely refused by a service control policy: ${listed(found.statements.map(statementName))} denies sts:AssumeRoleWithSAML, which the portal needs to open the role.`,
  remedy: (found, grant) =>
    found.what === "action"
      ? changeControlPolicy(grant, "service control", found.refusal.refusedBy, actionName(found.refusal.decision))
      : changeControlPolicy(
          grant,
          "service control",
          { statements: found.statements, target: null },
          "sts:AssumeRoleWithSAML",
        ),
});
