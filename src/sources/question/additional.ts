/** When the question's own calls leave something open that an additional source can tell, this asks it, and says why. */

import type { AdditionalUse, OwnGroup } from "../../facts/grant/additional-facts.ts";
import { NOTHING_ADDITIONAL } from "../../facts/grant/additional-facts.ts";
import { isConsoleAction } from "../../facts/grant/console-sign-in.ts";
import { isAboutPolicies, readFailureReason } from "../../facts/grant/failure-reason.ts";
import type { AdditionalFacts, PermissionSetFacts } from "../../facts/grant/grant-facts.ts";
import { orphanedEntitlements } from "../../facts/grant/second-road.ts";
import type { GroupId } from "../../model/ids.ts";
import { allKnown, known, knownValue, mapReading, type Reading } from "../../model/reading.ts";
import { type Later, thenRead, thenReadBoth } from "./dependent-reads.ts";
import { NO_NAMESAKES, namesakesUse, readNamesakes } from "./namesakes.ts";
import { readAttributes, readLayers } from "./policy-layers.ts";
import { readSecondRoad, secondRoadUse } from "./second-road.ts";
import type { GrantInQuestion, Seen, Subject } from "./subject.ts";
import { DELETIONS, isReached, orphanTypes, readTrail, trailNames, trailUse } from "./trail.ts";
import { readClient } from "./user-configuration.ts";

type Parts = { -readonly [Part in keyof Omit<AdditionalFacts, "used">]?: AdditionalFacts[Part] };

/** The additional facts of one grant; what is not needed stays unread. */
export async function readAdditional(subject: Subject, grant: GrantInQuestion, seen: Seen): Promise<AdditionalFacts> {
  const used: AdditionalUse[] = assigneesUse(seen);
  const names = trailNames(subject, seen);
  const parts: Parts = {};
  const read = async <Part extends keyof Parts>(
    part: Part,
    use: AdditionalUse | undefined,
    reading: () => Promise<AdditionalFacts[Part]>,
  ): Promise<void> => {
    if (!use) return;
    used.push(use);
    parts[part] = await reading();
  };
  const { reader, instance, client } = subject;
  const namesakes = namesakesUse(seen) ? readNamesakes(subject, seen) : Promise.resolve(NO_NAMESAKES);
  await Promise.all([
    read("trail", trailUse(names), () => seen.trail ?? readTrail(subject, grant, seen)),
    read("held", heldUse(seen), () => seen.held ?? Promise.resolve(NOTHING_ADDITIONAL.held)),
    read("content", contentUse(subject, seen), () =>
      thenReadBoth(instance, grant.permissionSet, (home, set) => reader.setContent(home.arn, set.arn)),
    ),
    read("trustedServices", trustedUse(seen), () => reader.trustedServices()),
    read("applications", applicationsUse(seen), () =>
      thenReadBoth(instance, subject.userId, (home, id) => reader.applicationsOf(home.arn, { type: "USER", id })),
    ),
    read("secondRoad", secondRoadUse(seen), () => readSecondRoad(subject, grant)),
    read("permissionSetsEnabled", setsUse(await grant.permissionSet), () =>
      thenRead(instance, (home) => reader.permissionSetsEnabled(home.arn)),
    ),
    read("namesakes", namesakesUse(seen), () => namesakes.then(({ found }) => found)),
    read("ownGroups", ownGroupsUse(seen), () => readOwnGroups(subject, knownValue(seen.reach)?.groupIds ?? [])),
    read("iam", iamUse(subject, seen), () =>
      thenRead(grant.permissionSet, (set) =>
        reader.accountIam(grant.accountId, set.name, { isForFailure: failures(seen).length > 0 }),
      ),
    ),
    read("client", client && { source: "the user's aws configuration", why: "because it was given" }, () =>
      readClientOf(subject, grant),
    ),
    read("attributes", attributesUse(subject), () => readAttributes(subject)),
    read("layers", layersUse(subject), () => readLayers(subject, grant, seen)),
    read("consoleSignIn", consoleUse(subject), () => readConsoleSignIn(subject, grant, seen)),
  ]);
  const further = await readSuccession(subject, parts, names.asked);
  if (further) used.push({ source: "CloudTrail", why: "to see who took the place of a deleted user or group" });
  return {
    ...NOTHING_ADDITIONAL,
    ...parts,
    ...further,
    setsInAccount: await countSets(subject, grant, seen),
    formerSetArn: (await grant.formerSetArn) ?? NOTHING_ADDITIONAL.formerSetArn,
    before: (await subject.before?.(grant)) ?? NOTHING_ADDITIONAL.before,
    eventsLeftOut: names.leftOut,
    namesakesLeftOut: (await namesakes).leftOut,
    used,
  };
}

const attributesUse = ({ question }: Subject): AdditionalUse | undefined =>
  question.action
    ? {
        source: "attributes for access control",
        why: "because policies may read the session's tags",
      }
    : undefined;

const layersUse = ({ question }: Subject): AdditionalUse | undefined =>
  question.action
    ? {
        source: "policies of the organization",
        why: `to see which of them refuses ${question.action.action}`,
      }
    : undefined;

const consoleUse = ({ question }: Subject): AdditionalUse | undefined =>
  question.action && isConsoleAction(question.action.action)
    ? { source: "Sign-In policies", why: "to see whether they refuse the console" }
    : undefined;

/** Of the organization where its id is known, which is part of the account's ARN. */
const readConsoleSignIn = (
  { reader }: Subject,
  { accountId }: GrantInQuestion,
  { account }: Seen,
): Promise<AdditionalFacts["consoleSignIn"]> =>
  reader.consoleSignIn({ accountId, organizationId: knownValue(account)?.organizationId });

/** Already done by then: the attached principals beyond the first were looked up, because none of them is the user. */
const assigneesUse = (seen: Seen): AdditionalUse[] =>
  isReached(seen) === false && seen.attached.state === "known" && seen.attached.value.length > 1
    ? [{ source: "everybody who is assigned", why: "to see which group the user should be in, and whether it is gone" }]
    : [];

const failures = ({ requests }: Seen): readonly string[] =>
  requests.state === "known"
    ? requests.value.flatMap(({ status, failureReason }) => (status === "FAILED" ? [failureReason ?? ""] : []))
    : [];

function contentUse({ question, before, isBefore }: Subject, seen: Seen): AdditionalUse | undefined {
  if (before || isBefore) return { source: "content of the permission set", why: "to compare it with the snapshot" };
  if (question.action) return { source: "content of the permission set", why: `to decide ${question.action.action}` };
  return failures(seen).some(isAboutPolicies)
    ? { source: "content of the permission set", why: "because AWS's reason is about one of its policies" }
    : undefined;
}

/** The text of D10 in an account that is active: then trusted access or the service-linked role is what is missing (facts D11, D12). */
function trustedUse(seen: Seen): AdditionalUse | undefined {
  const isActive = seen.account.state === "known" && seen.account.value?.state === "ACTIVE";
  return isActive && failures(seen).some((reason) => readFailureReason(reason).kind === "account-out-of-reach")
    ? { source: "trusted access", why: "because AWS cannot act in an account that is active" }
    : undefined;
}

function applicationsUse(seen: Seen): AdditionalUse | undefined {
  const isAccountMissing = seen.account.state === "known" && seen.account.value === null;
  const isNobodyThere = seen.attached.state === "known" && seen.attached.value.length === 0;
  const isUserThere = seen.user.state === "known" && seen.user.value !== null;
  return isUserThere && (isAccountMissing || isNobodyThere) && isReached(seen) !== true
    ? { source: "applications of the user", why: "because no account assignment reaches the user" }
    : undefined;
}

/** How many of the user's groups are looked at: whoever is in more is asked which group it was. */
const OWN_GROUPS = 25;

function ownGroupsUse(seen: Seen): AdditionalUse | undefined {
  const isInGroups = seen.reach.state === "known" && seen.reach.value.groupIds.length > 0;
  return isInGroups && isReached(seen) === false && orphanTypes(seen).includes("GROUP")
    ? { source: "groups of the user", why: "to see whether one of them took the deleted group's place" }
    : undefined;
}

async function readOwnGroups({ reader, instance }: Subject, groupIds: readonly GroupId[]): Later<readonly OwnGroup[]> {
  const ids = groupIds.slice(0, OWN_GROUPS);
  return thenRead(instance, async (home) => {
    const details = await Promise.all(
      ids.map(async (id) =>
        mapReading(await reader.group(home.identityStoreId, id, { isAdditional: true }), (group) =>
          group ? [{ id, name: group.displayName, createdAt: group.createdAt }] : [],
        ),
      ),
    );
    return mapReading(allKnown(details), (groups) => groups.flat());
  });
}

/** The user's own configuration, held against the grant. */
const readClientOf = (subject: Subject, grant: GrantInQuestion): Promise<AdditionalFacts["client"]> =>
  thenRead(subject.instance, async (home) => {
    const { reader, client, isProfileFor } = subject;
    if (!client) return NOTHING_ADDITIONAL.client;
    const permissionSet = knownValue(await grant.permissionSet) ?? null;
    const isNamed = (await isProfileFor?.(grant)) ?? false;
    return readClient(reader, { ...client, isNamed }, home, { ...grant, permissionSet });
  });

/** Where a deleted user or group is entitled: its deletion, and the groups of the user that may have taken its place. */
async function readSuccession(
  subject: Subject,
  { secondRoad, trail, ownGroups }: Parts,
  asked: readonly string[],
): Promise<Pick<Parts, "trail" | "ownGroups"> | undefined> {
  const road = secondRoad && knownValue(secondRoad);
  const gone = orphanedEntitlements(road ?? undefined).map(({ principal }) => principal.type);
  if (gone.length === 0) return undefined;
  const names = [...new Set(gone)].flatMap((type) => DELETIONS[type]).filter((name) => !asked.includes(name));
  const events = await (names.length === 0 ? known([]) : subject.reader.trail(names));
  const all = [...(trail ? [trail] : []), events];
  return {
    trail: mapReading(allKnown(all), (lists) => [...lists.flat()].sort((a, b) => b.at.localeCompare(a.at))),
    ...(gone.includes("GROUP") && !ownGroups && { ownGroups: await readGroupsOfUser(subject) }),
  };
}

const readGroupsOfUser = (subject: Subject): Later<readonly OwnGroup[]> =>
  thenReadBoth(subject.instance, subject.userId, async (home, user) => {
    const memberOf = await subject.reader.groupIdsOf(home.identityStoreId, user);
    return memberOf.state === "known" ? readOwnGroups(subject, memberOf.value) : memberOf;
  });

/** No set, or AWS refuses permission sets for this instance: they may be switched off (facts N2). */
function setsUse(set: Reading<PermissionSetFacts | null>): AdditionalUse | undefined {
  const isRefused = set.state === "unknown" && set.failure.code === "ValidationException";
  return isRefused || (set.state === "known" && set.value === null)
    ? { source: "the instance", why: "to see whether permission sets are switched on" }
    : undefined;
}

const heldUse = (seen: Seen): AdditionalUse | undefined =>
  seen.held && isReached(seen) === false && knownValue(seen.user) && knownValue(seen.account)
    ? { source: "grants of the user in the account", why: "to say what they can use there" }
    : undefined;

function iamUse({ reader }: Subject, { account }: Seen): AdditionalUse | undefined {
  const isOpen = account.state !== "known" || account.value?.state === "ACTIVE";
  return reader.canReadAccountIam && isOpen
    ? { source: "IAM of the account", why: "because a way into it was given" }
    : undefined;
}

/** The two lists were read for the freshness: counting them costs nothing. */
async function countSets({ reader, instance }: Subject, grant: GrantInQuestion, { freshness }: Seen): Later<number> {
  if (freshness.state !== "known" || freshness.value !== "not-provisioned") return NOTHING_ADDITIONAL.setsInAccount;
  return thenRead(instance, async (home) => {
    const [latest, outdated] = await Promise.all([
      reader.provisionedSets(home.arn, grant.accountId, "latest"),
      reader.provisionedSets(home.arn, grant.accountId, "outdated"),
    ]);
    if (latest.state !== "known" || outdated.state !== "known") return NOTHING_ADDITIONAL.setsInAccount;
    return known(latest.value.length + outdated.value.length, [...latest.evidence, ...outdated.evidence]);
  });
}
