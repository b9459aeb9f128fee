/** One function per stage of the access path: what the facts say about that link, in one sentence, with evidence. */
import type { AttachedPrincipal, GrantFacts } from "../../facts/grant/grant-facts.ts";
import { reaches } from "../../facts/grant/reach.ts";
import type { EntitledStage, Link, LinkAt, LinkState, Stage } from "../../model/access-path.ts";
import type { ActionDecision } from "../../model/action-decision.ts";
import { evidenceOf, inTheWay, type Reading } from "../../model/reading.ts";
import { layerEvidence, signInDenials, statementName } from "../action/action-decision.ts";
import { hasNoPolicy } from "../families/policy-refusal.ts";
import { areSetsOff, isAccountInstance, missingSamlProvider } from "../families/reach.ts";

type Judged = { readonly state: LinkState; readonly summary: string };

export const ok = (summary: string): Judged => ({ state: "ok", summary });
export const broken = (summary: string): Judged => ({ state: "broken", summary });

/** A link judged from one reading: failures stay unknown, what was not read is not examined, only known values are judged. */
export function judge<T, Place extends Stage | EntitledStage>(
  stage: Place,
  reading: Reading<T>,
  look: (value: T) => Judged,
): LinkAt<Place> {
  const evidence = evidenceOf(reading);
  switch (reading.state) {
    case "known":
      return { stage, ...look(reading.value), evidence };
    case "unknown": {
      const { operation, message } = reading.failure;
      return {
        stage,
        state: "unknown",
        summary: `${operation} could not be read (${inTheWay(reading.failure)}): ${message}`,
        evidence,
      };
    }
    case "unread":
      return { stage, state: "not examined", summary: reading.reason, evidence };
  }
}

export function instanceLink(facts: GrantFacts): Link {
  return judge("instance", facts.instance, (instance) => {
    if (!instance) return broken(`no Identity Center instance in ${facts.regionsLookedAt.join(", ")}`);
    if (isAccountInstance(facts)) return broken(`${instance.arn} is an account instance: it has no permission sets`);
    if (areSetsOff(facts)) return broken(`permission sets are switched off in ${instance.arn}`);
    if (instance.status !== "ACTIVE")
      return broken(`the instance is ${instance.status}${instance.statusReason ? `: ${instance.statusReason}` : ""}`);
    const elsewhere = instance.region === facts.question.region ? "" : ` (not in ${facts.question.region})`;
    return ok(`${instance.arn} in ${instance.region}${elsewhere}`);
  });
}

export function userLink(facts: GrantFacts): LinkAt<"user"> {
  return judge("user", facts.user, (user) => {
    if (!user) return broken(`the identity store has no user "${facts.question.user}"`);
    if (user.status === "DISABLED") return broken(`${user.userName} (${user.id}) is disabled`);
    return ok(`${user.userName} (${user.id}) is enabled`);
  });
}

/** Membership of the user in one group; a direct grant needs none. */
export function membershipLink(facts: GrantFacts, via: AttachedPrincipal | undefined): Link {
  if (!via || via.principal.type === "USER")
    return { stage: "membership", ...ok("a direct grant needs no group"), evidence: [] };
  const name = principalName(via);
  return judge("membership", facts.groupIds, (groupIds) =>
    reaches(via.principal, { userId: null, groupIds })
      ? ok(`is a member of ${name}`)
      : broken(`is not a member of ${name}`),
  );
}

/** The assignment of the set in the account: to this principal, or, without one, to anybody who is the user. */
export function assignmentLink(facts: GrantFacts, via: AttachedPrincipal | undefined): Link {
  if (facts.permissionSet.state === "known" && facts.permissionSet.value === null)
    return judge("assignment", facts.permissionSet, () => broken("there is no such permission set to assign"));
  return judge("assignment", facts.attached, (attached) => {
    const set = facts.permissionSet.state === "known" ? facts.permissionSet.value?.name : undefined;
    const where = `${set ?? "any permission set"} in ${facts.accountId}`;
    if (!via)
      return broken(attached.length === 0 ? `nobody is assigned ${where}` : `the user is not assigned ${where}`);
    if (via.details.state === "known" && via.details.value === null)
      return broken(`${where} is assigned to ${via.principal.type} ${via.principal.id}, which no longer exists`);
    return ok(`${where} is assigned to ${principalName(via)}`);
  });
}

export function provisioningLink(facts: GrantFacts): Link {
  return judge("provisioning", facts.freshness, (freshness) => {
    switch (freshness) {
      case "latest":
        return ok("provisioned, with the set's present content");
      case "outdated":
        return broken("provisioned, but the set was changed since: the role still has the old content");
      case "not-provisioned":
        return broken("the set is not provisioned in the account: there is no role to use");
    }
  });
}

export function accountLink(facts: GrantFacts): LinkAt<"account"> {
  return judge("account", facts.account, (account) => {
    if (!account) return broken(`${facts.accountId} is not an account of this organization`);
    return account.state === "ACTIVE"
      ? ok(`${account.name} (${account.id}) is active`)
      : broken(`${account.name} (${account.id}) is ${account.state}`);
  });
}

export function portalLink(facts: GrantFacts): Link {
  return judge("portal", facts.portal, (portal) => {
    const set = facts.permissionSet.state === "known" ? facts.permissionSet.value?.name : undefined;
    if (!portal.listsAccount) return broken("the user's portal does not list the account");
    if (set !== undefined && !portal.roleNames.includes(set))
      return broken(`the user's portal lists the account, but not ${set}`);
    return ok("the user's portal shows it");
  });
}

/** Signing in to the role, and then what its policies let it do, as far as that was asked or is plain. */
export function roleSessionLink(facts: GrantFacts, decision: ActionDecision | undefined): Link {
  const entry = roleEntryLink(facts);
  if (entry.state === "broken" || entry.state === "unknown") return entry;
  const refused = (summary: string, evidence: Link["evidence"]): Link => ({
    stage: "role session",
    state: "broken",
    summary,
    evidence,
  });
  const [signIn] = signInDenials(facts);
  if (signIn)
    return refused(
      `signing in is likely refused by a service control policy: ${statementName(signIn)}`,
      layerEvidence(facts, "service control policy"),
    );
  if (decision?.refusedBy) return refused(decision.summary, layerEvidence(facts, decision.refusedBy.layer));
  if (!decision?.resourcePolicy && hasNoPolicy(facts))
    return refused("the role has no policy: it opens, but every action is denied", entry.evidence);
  if (!decision) return entry;
  if (decision.answer === "unknown") return { ...entry, state: "unknown", summary: decision.summary };
  return { ...entry, summary: `${entry.summary}; ${decision.summary}` };
}

function roleEntryLink(facts: GrantFacts): Link {
  const refusal = facts.portal.state === "known" ? facts.portal.value.refusal : undefined;
  if (refusal !== undefined)
    return judge("role session", facts.portal, () => broken(`the portal gives no credentials: "${refusal}"`));
  return judge("role session", facts.role, (role) => {
    if (!role) return broken("IAM of the account has no reserved role for the set");
    const provider = missingSamlProvider(facts);
    return provider === undefined
      ? ok(`${role.arn} is there`)
      : broken(`the role trusts ${provider}, which the account does not have`);
  });
}

/** Behind the broken link nothing is judged: what was seen there may be a mere consequence. A read that failed stays one. */
export const quietBehind = <Place extends Stage | EntitledStage>(
  links: readonly LinkAt<Place>[],
  at: number,
): readonly LinkAt<Place>[] =>
  links.map((link, index) =>
    index > at && link.state !== "unknown"
      ? { ...link, state: "not examined", summary: `behind the broken ${links[at]?.stage} link`, evidence: [] }
      : link,
  );

/** A principal for people: its name where known, its id always. */
export function principalName({ principal, details }: AttachedPrincipal): string {
  const kind = principal.type === "GROUP" ? "group" : "user";
  const name = details.state === "known" ? details.value?.name : undefined;
  return name === undefined ? `${kind} ${principal.id}` : `${kind} ${name} (${principal.id})`;
}
