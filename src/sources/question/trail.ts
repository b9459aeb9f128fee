/** Which events of CloudTrail a question asks for, when, and what is read beside them. */
import type { AdditionalUse, CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import { removalNames } from "../../facts/grant/membership-events.ts";
import { liveGroupsOf, orphansOf } from "../../facts/grant/reach.ts";
import { isRemoval } from "../../facts/grant/removal.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import { known, knownValue } from "../../model/reading.ts";
import type { Later } from "./dependent-reads.ts";
import { withJoins, withMemberships } from "./membership-trail.ts";
import { withOutcomes } from "./removal-outcomes.ts";
import type { GrantInQuestion, Seen, Subject } from "./subject.ts";

/** What of a grant decides which events may explain it. */
export type SeenOfReach = Pick<Seen, "user" | "reach" | "attached">;

/** LookupEvents is allowed twice a second (facts 3.6): with more names the answer waits for it. */
const NAMES_AT_ONCE = 2;

export interface TrailNames {
  readonly asked: readonly string[];
  /** They might explain more, and are asked for with `--thorough`. */
  readonly leftOut: readonly string[];
}

/** Events that tell who took away what is missing, the most telling first: as many as CloudTrail answers at once, all with `--thorough`. */
export function trailNames({ isThorough, reader }: Subject, seen: SeenOfReach): TrailNames {
  const names = [...explaining(seen), ...(isReached(seen) && reader.canReadAccountIam ? REMOVALS : [])];
  // Beside a deleted group the group that is there has its own event: one more, for which CloudTrail makes wait.
  const isMixed = orphanTypes(seen).length > 0 && liveGroups(seen).length > 0;
  const count = isThorough ? names.length : NAMES_AT_ONCE + Number(isMixed);
  return { asked: names.slice(0, count), leftOut: names.slice(count) };
}

/** Who was deleted, and who came after them. */
export const DELETIONS = { GROUP: ["DeleteGroup", "CreateGroup"], USER: ["DeleteUser", "CreateUser"] } as const;

function explaining(seen: SeenOfReach): readonly string[] {
  const { user } = seen;
  if (user.state !== "known") return [];
  if (user.value === null) return ["DeleteUser", "CreateUser"];
  if (user.value.status === "DISABLED") return [user.value.isExternallyOwned ? "PatchUser" : "DisableUser"];
  if (isReached(seen) !== false) return isReached(seen) && mayBeMisnamed(user.value) ? SIGN_INS : [];
  const orphans = orphanTypes(seen);
  const groups = liveGroups(seen);
  return [
    ...(orphans.includes("GROUP") ? DELETIONS.GROUP : []),
    ...(orphans.includes("USER") ? DELETIONS.USER : []),
    ...(groups.some(({ isExternallyOwned }) => isExternallyOwned) ? removalNames(true) : []),
    ...(groups.some(({ isExternallyOwned }) => !isExternallyOwned) ? removalNames(false) : []),
    "DeleteAccountAssignment",
    ...(groups.length === 0 && orphans.length === 0 ? ["DisassociateDirectory"] : []),
  ];
}

export const isReached = ({ reach }: Pick<Seen, "reach">): boolean | undefined =>
  reach.state === "known" ? reach.value.reaching.length > 0 : undefined;

export const orphanTypes = ({ attached }: Pick<Seen, "attached">): readonly ("USER" | "GROUP")[] =>
  orphansOf(knownValue(attached) ?? []).map(({ principal }) => principal.type);

const liveGroups = ({ attached }: Pick<Seen, "attached">) =>
  liveGroupsOf(knownValue(attached) ?? []).flatMap(({ details }) => knownValue(details) ?? []);

/** With a way into the account, whether the role was created again since (facts E4). */
const REMOVALS = ["DeleteAccountAssignment"];

/** Where an identity provider's sign-in ended (facts 5.1). */
const SIGN_INS = ["ExternalIdPDirectoryLogin"];

/** The identity provider may send the address where the record has another userName (facts A6, casebook C32). */
export const mayBeMisnamed = ({ isExternallyOwned, userName, email }: UserFacts): boolean =>
  isExternallyOwned && email !== undefined && email.toLowerCase() !== userName.toLowerCase();

export function trailUse({ asked }: TrailNames): AdditionalUse | undefined {
  if (asked.length === 0) return undefined;
  if (asked.every((name) => REMOVALS.includes(name)))
    return { source: "CloudTrail", why: "to see whether the role was created again under another name" };
  return asked.every((name) => SIGN_INS.includes(name))
    ? { source: "CloudTrail", why: "to see under which name the user signs in" }
    : { source: "CloudTrail", why: "to see whether somebody took the access away, who and when" };
}

/** Access outlives its removal by the portal's hour and the role's twelve (facts E5): only then uses after it are looked for. */
const OUTLIVES_MILLISECONDS = 13 * 60 * 60 * 1000;

const NOBODY_REACHED = { userId: null, groupIds: [] };

/** The events, with the outcome of each removal. Asked as soon as it is known who is assigned, beside the reads of requests. */
export async function readTrail(
  subject: Subject,
  grant: GrantInQuestion,
  seen: SeenOfReach,
): Later<readonly CloudTrailEvent[]> {
  const { reader, at } = subject;
  const { asked } = trailNames(subject, seen);
  if (asked.length === 0) return known([]);
  const found = await withMemberships(reader, reader.trail(asked));
  const described = await withOutcomes(subject, grant, { reach: seen.reach, events: found });
  if (described.state !== "known") return described;
  const reached = knownValue(seen.reach) ?? NOBODY_REACHED;
  const removable = {
    accountId: grant.accountId,
    permissionSetArn: knownValue(await grant.permissionSet)?.arn,
    reached,
  };
  const events = await withJoins(
    reader,
    described,
    described.value.filter((event) => isRemoval(event, removable)),
  );
  if (events.state !== "known") return events;
  const removed = events.value.find((event) => isRemoval(event, removable));
  if (!removed || Date.parse(at) - Date.parse(removed.at) > OUTLIVES_MILLISECONDS) return events;
  const uses = await reader.trail(["GetRoleCredentials"], { since: removed.at });
  return uses.state === "known"
    ? known([...events.value, ...uses.value], [...events.evidence, ...uses.evidence])
    : events;
}
