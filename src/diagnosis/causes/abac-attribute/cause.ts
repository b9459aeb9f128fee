/** The policy asks for a tag of the session that this user does not bring (facts C10). */

import { evidenceOf } from "../../../model/reading.ts";
import { statementName } from "../../action/action-decision.ts";
import { actionName } from "../../action/action-name.ts";
import { defineCause } from "../../cause.ts";
import { attributeStates, type TagState } from "../../families/attribute-states.ts";
import { type IdentityRefusal, identityRefusal } from "../../families/policy-refusal.ts";
import { mendAttribute } from "../../families/policy-refusal-remedies.ts";
import { grantName, listed, userName } from "../../path/names.ts";

type OfAttribute = Extract<IdentityRefusal, { kind: "attribute" }> & { readonly tags: readonly TagState[] };

export const abacAttribute = defineCause<OfAttribute>({
  id: "abac-attribute",
  stage: "role session",
  rank: 42,
  title: "An attribute for access control is missing or has the wrong value",
  facts: ["C10"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule:
    "Proved where Identity Center alone sets the session tags and no resource-based policy could allow the action; likely where an identity provider may send tags too, because AWS documents two orders of precedence.",
  documentation: {
    symptoms: [
      "aws:PrincipalTag condition fails for some users only",
      "Attribute-based access control works for a colleague with the same permission set",
      "because no identity-based policy allows the … action",
      "PackedPolicyTooLarge",
      "Attributes for access control failed to enable",
    ],
    why: "Attributes for access control become tags of the session, and policies compare them as aws:PrincipalTag. The condition fails and the action is denied if attributes are disabled, the key is not configured, or the user's attribute is empty or differs from what the policy requires.",
    whatToDo:
      "Compare the policy's condition with the instance's attributes and the user's values. Set the value in the directory that owns the user, or configure the key under Settings > Attributes for access control. The user must sign in again.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/abac.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/configure-abac.html",
    ],
  },
  find: (grant) => {
    const refusal = identityRefusal(grant);
    if (refusal?.kind !== "attribute") return undefined;
    const { attributes } = grant.facts.additional;
    const isExternal = attributes.state === "known" && attributes.value.isEnabled && attributes.value.mayHaveMore;
    return {
      ...refusal,
      confidence: isExternal ? "likely" : refusal.confidence,
      evidence: [...refusal.evidence, ...evidenceOf(attributes)],
      tags: attributeStates(grant.facts, refusal.keys),
    };
  },
  explain: ({ decision, refusedBy, statement, tags }, grant) =>
    `${actionName(decision)} with ${grantName(grant)} is denied: ${statementName(statement)} ${refusedBy.isExplicit ? "denies it by" : "would allow it, but it compares"} ${listed(tags.map(({ key }) => key))}: ${tags.map(({ sentence }) => sentence(userName(grant))).join(" ")}`,
  remedy: ({ statement, tags }, grant) => mendAttribute(grant, statement, tags),
});
