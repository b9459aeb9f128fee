/** Who made a difference between two documents: the events of CloudTrail in between that touched it. */

import { callingTool } from "../../../facts/grant/calling-tool.ts";
import { cloudTrailEvent } from "../../../facts/grant/cloudtrail-event.ts";
import type { RowDifference } from "../../../facts/organization/row-difference.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import type { Author, ChangeSubject } from "../../../model/snapshot-diff.ts";
import type { RawCloudTrailEvent } from "./cloudtrail-window.ts";
import { type Touched, touchedBy } from "./touched.ts";

interface TouchingEvent {
  readonly author: Author;
  /** The event as text: what it names by id or name is in there. */
  readonly words: string;
}

/** Oldest first; none where no event of the time between the two documents touched it. */
export type AuthorsOf = (difference: RowDifference) => readonly Author[];

export function authorsBetween(
  before: OrganizationDocument,
  after: OrganizationDocument,
  further: readonly RawCloudTrailEvent[],
): AuthorsOf {
  // CloudTrail's times are whole seconds.
  const [from, to] = [Math.floor(Date.parse(before.takenAt) / 1000) * 1000, Date.parse(after.takenAt)];
  const events = distinctEvents([...before.events, ...after.events, ...further]).filter(({ author }) => {
    const at = Date.parse(author.at);
    return at >= from && at <= to;
  });
  const groupOf = new Map([...before.memberships, ...after.memberships].map(({ id, groupId }) => [id, groupId]));
  const roleOf = new Map([...before.entitlements, ...after.entitlements].map(({ id, roleArn }) => [id, roleArn]));
  const byKey = new Map<string, TouchingEvent[]>();
  for (const { touched, ...event } of events)
    for (const key of new Set(touched.map((one) => keyOf(one, { groupOf, roleOf })))) {
      const list = byKey.get(key);
      if (list) list.push(event);
      else byKey.set(key, [event]);
    }
  const ids = idsByContent(before, after);
  return (difference) =>
    distinct(keysOf(difference.subject, difference.of).flatMap((key) => byKey.get(key) ?? []))
      .filter((event) => isAbout(event, difference, ids))
      .map(({ author }) => author)
      .sort((a, b) => a.at.localeCompare(b.at));
}

const distinct = <T>(rows: readonly T[]): readonly T[] => [...new Set(rows)];

function distinctEvents(events: readonly RawCloudTrailEvent[]) {
  const found = events.flatMap((event) => {
    const [parsed, touched] = [cloudTrailEvent(event), touchedBy(event)];
    if (!parsed || touched.length === 0) return [];
    const author: Author = { at: parsed.at, by: parsed.by, tool: callingTool(event), event: parsed.name };
    return [{ id: parsed.id, author, touched, words: JSON.stringify(event) }];
  });
  return [...new Map(found.map((event) => [event.id, event])).values()];
}

/** Whose a membership or an entitlement is, by its own id. */
interface Owners {
  readonly groupOf: ReadonlyMap<string, string>;
  readonly roleOf: ReadonlyMap<string, string>;
}

/** Deletions name a membership by its own id; the documents know whose it was. */
function keyOf(touched: Touched, { groupOf, roleOf }: Owners): string {
  switch (touched.kind) {
    case "pair":
      return `pair ${touched.accountId} ${touched.permissionSetArn}`;
    case "accounts-of-set":
      return `accounts-of-set ${touched.permissionSetArn}`;
    case "membership":
      return `members ${groupOf.get(touched.id)}`;
    case "entitlement":
      return `entitlements-of-account ${roleOf.get(touched.id)?.split(":")[4]}`;
    case "list":
      return `list ${touched.of}`;
    default:
      return `${touched.kind} ${touched.id}`;
  }
}

function keysOf({ account, permissionSet, user, group, request }: ChangeSubject, of: RowDifference["of"]) {
  switch (of) {
    case "account":
      return [`account ${account?.id}`, "list accounts"];
    case "permission-set":
      return ["list sets", `accounts-of-set ${permissionSet?.id}`];
    case "user":
      return [`user ${user?.id}`, "list users"];
    case "group":
      return [`group ${group?.id}`, "list groups"];
    case "membership":
      return [`members ${group?.id}`];
    case "assignment":
      return [`pair ${account?.id} ${permissionSet?.id}`];
    case "provisioned":
      return [`accounts-of-set ${permissionSet?.id}`];
    case "entitlement":
      return [`entitlements-of-account ${account?.id}`, "list account-access-applications"];
    case "request":
      return [`request ${request}`, "list provisioning-requests"];
  }
}

/** Whether the event names what differs, and did what the difference shows. */
function isAbout(
  { author, words }: TouchingEvent,
  { of, change, subject: { account, permissionSet, role, user, group } }: RowDifference,
  ids: ReadonlyMap<string, string>,
): boolean {
  if (change === "added" && author.event.startsWith("Delete")) return false;
  if (change === "gone" && author.event.startsWith("Create")) return false;
  const names = (...ids: readonly (string | null | undefined)[]) =>
    ids.some((id) => id && words.includes(JSON.stringify(id)));
  switch (of) {
    case "account":
      return names(account?.id, account?.name);
    case "permission-set":
      return names(permissionSet?.id, permissionSet?.name);
    case "user":
      return names(user?.id, user?.name);
    case "group":
      return names(group?.id, group?.name);
    case "membership":
      // SCIM changes members by a PATCH or PUT of the group, and masks what it did (facts 5.5).
      return /^(Put|Patch)Group$/.test(author.event) || names(user?.id, ids.get(`${group?.id} ${user?.id}`));
    case "assignment":
      return names(user?.id, group?.id);
    case "provisioned":
      return !words.includes('"targetId"') || names(account?.id);
    case "entitlement": {
      const principal = user?.id ?? group?.id;
      const isNamed = names(role?.id) && names(principal);
      return author.event.endsWith("Application") || isNamed || names(ids.get(`${role?.id} ${principal}`));
    }
    case "request":
      return names(permissionSet?.id);
  }
}

/** Ids of memberships by group and user, of entitlements by role and principal. */
const idsByContent = (...documents: readonly OrganizationDocument[]): ReadonlyMap<string, string> =>
  new Map(
    documents.flatMap(({ memberships, entitlements }) => [
      ...memberships.map(({ id, groupId, userId }) => [`${groupId} ${userId}`, id] as const),
      ...entitlements.map(({ id, roleArn, principal }) => [`${roleArn} ${principal.id}`, id] as const),
    ]),
  );
