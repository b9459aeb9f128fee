/** Other records of the same person in the directory, and whether the grant reaches one of them (facts A6). */
import { type AdditionalUse, type Namesake, NOTHING_ADDITIONAL } from "../../facts/grant/additional-facts.ts";
import type { InstanceFacts } from "../../facts/grant/grant-facts.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import type { GroupId, UserId } from "../../model/ids.ts";
import { folded } from "../../model/names/spellings.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import {
  allKnown,
  evidenceOf,
  failureInWords,
  known,
  knownValue,
  mapReading,
  type Reading,
} from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { type Later, thenReadBoth } from "./dependent-reads.ts";

import type { Seen, Subject } from "./subject.ts";
import { isReached, mayBeMisnamed } from "./trail.ts";

/** Records of the same display name that are followed: a common name proves little. */
const SAME_NAME_FOLLOWED = 3;

export interface Namesakes {
  readonly found: Reading<readonly Namesake[]>;
  /** Why records with the same display name were not looked for. */
  readonly leftOut?: string | undefined;
}

export const NO_NAMESAKES: Namesakes = { found: NOTHING_ADDITIONAL.namesakes };

export function namesakesUse(seen: Pick<Seen, "user" | "reach">): AdditionalUse | undefined {
  const user = knownValue(seen.user);
  if (user && isReached(seen) && mayBeMisnamed(user))
    return { source: "records of the same person", why: "because the user may sign in as another one" };
  return user && isReached(seen) === false
    ? { source: "records of the same person", why: "because the assignment may be on another one" }
    : undefined;
}

/**
 * The records that have the user's address as their userName or address. Where groups are assigned that the user is not in, also
 * those of the same display name, as far as one page of the directory tells; each with the assigned group that it is a member of.
 */
export async function readNamesakes(subject: Subject, seen: Seen): Promise<Namesakes> {
  const groupIds = isReached(seen) === false ? assignedGroupIds(seen) : [];
  let leftOut: string | undefined;
  const found = await thenReadBoth(subject.instance, Promise.resolve(seen.user), async (home, own) => {
    const [byAddress, byName] = await Promise.all([
      idsByAddress(subject, home, own),
      groupIds.length > 0 ? idsByDisplayName(subject.reader, home, own) : NOBODY,
    ]);
    leftOut = byName.leftOut;
    if (byAddress.state !== "known") return byAddress;
    const ids = [...new Set([...byAddress.value, ...byName.ids])].filter((id) => id !== own.id);
    const records = allKnown(
      await Promise.all(
        ids.map((id) => {
          const sameAs = byAddress.value.includes(id) ? "address" : "display name";
          return readRecord(subject.reader, home, { id, sameAs, groupIds });
        }),
      ),
    );
    if (records.state !== "known") return records;
    return known(records.value.flat(), [...byAddress.evidence, ...records.evidence]);
  });
  return { found, leftOut };
}

const assignedGroupIds = ({ reach }: Seen): readonly GroupId[] =>
  (knownValue(reach)?.attached ?? []).flatMap(({ type, id }) => (type === "GROUP" ? [id] : []));

async function idsByAddress(
  { reader, question }: Subject,
  { identityStoreId }: InstanceFacts,
  own: UserFacts,
): Later<readonly UserId[]> {
  const address = own.email ?? (question.user.includes("@") ? question.user : undefined);
  const lookups = await Promise.all([
    ...(address === undefined || address === own.userName
      ? []
      : [reader.namesakeId(identityStoreId, "userName", address)]),
    ...(own.userName.includes("@") ? [reader.namesakeId(identityStoreId, "emails.value", own.userName)] : []),
  ]);
  return mapReading(allKnown(lookups), (ids) => ids.flatMap((id) => id ?? []));
}

interface SameName {
  readonly ids: readonly UserId[];
  readonly leftOut?: string | undefined;
}

const NOBODY: SameName = { ids: [] };

/** No API finds a display name: one page of the directory is read, which is all of a small one. */
async function idsByDisplayName(reader: Reader, { identityStoreId }: InstanceFacts, own: UserFacts): Promise<SameName> {
  if (own.displayName === "") return NOBODY;
  const page = await reader.users(identityStoreId, LARGEST_PAGE, { isAdditional: true });
  if (page.state !== "known")
    return { ids: [], leftOut: page.state === "unknown" ? failureInWords(page.failure) : page.reason };
  const same = page.value.users.filter(
    ({ id, displayName }) => id !== own.id && folded(displayName) === folded(own.displayName),
  );
  const followed = same.slice(0, SAME_NAME_FOLLOWED).map(({ id }) => id);
  if (!page.value.isComplete)
    return {
      ids: followed,
      leftOut: `only the first ${LARGEST_PAGE} users were compared: no API looks for a display name`,
    };
  if (same.length > followed.length) return { ids: followed, leftOut: `${same.length} users have this display name` };
  return { ids: followed };
}

interface RecordWanted extends Pick<Namesake, "sameAs"> {
  readonly id: UserId;
  /** The assigned groups. */
  readonly groupIds: readonly GroupId[];
}

async function readRecord(
  reader: Reader,
  { identityStoreId }: InstanceFacts,
  { id, sameAs, groupIds }: RecordWanted,
): Later<readonly Namesake[]> {
  const [user, memberOf] = await Promise.all([
    reader.user(identityStoreId, id, { isAdditional: true }),
    groupIds.length > 0 ? reader.groupIdsOf(identityStoreId, id, { isAdditional: true }) : known([]),
  ]);
  if (memberOf.state !== "known") return memberOf;
  const assignedGroupId = memberOf.value.find((one) => groupIds.includes(one));
  const record = mapReading(user, (found) => (found ? [{ ...found, sameAs, assignedGroupId }] : []));
  return record.state === "known" ? known(record.value, [...record.evidence, ...evidenceOf(memberOf)]) : record;
}
