import { alice, attachedUser, sandbox } from "../../../facts/grant/testing/grant-facts.ts";
import type { UserFacts } from "../../../facts/grant/user-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import type { Reader } from "../../reader.ts";
import { readAdditional } from "../additional.ts";
import type { Seen, Subject } from "../subject.ts";
import { grantOf, groupId, readerOf, setFacts, subjectOf, userId } from "./asked-organization.ts";

export const ALICE = userId("alice");
export const READ_ONLY = setFacts("ReadOnly");
export const person: UserFacts = { ...alice, id: ALICE, userName: "alice@example.com" };
export const provided: UserFacts = { ...person, isExternallyOwned: true, email: "alice.other@example.com" };
export const OUT_OF_REACH =
  "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '111122223333' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.";

export const reach = (isReached: boolean, groupIds = [groupId("Developers")]): Seen["reach"] => {
  const rows = isReached ? [{ type: "USER", id: ALICE } as const] : [];
  return known({ attached: rows, reaching: rows, groupIds, userId: ALICE });
};

/** A grant that works; what is broken about it is given. */
export const seen = (more: Partial<Seen> = {}): Seen => ({
  user: known(person),
  account: known(sandbox),
  reach: reach(true),
  attached: known([attachedUser(ALICE)]),
  freshness: known("latest"),
  requests: unread("the grant is complete"),
  ...more,
});
export const unreached = (more: Partial<Seen> = {}): Seen =>
  seen({ reach: reach(false), attached: known([]), ...more });

export async function read(of: Seen, answers: Partial<Reader> = {}, subject: Partial<Subject> = {}) {
  const reader = readerOf({ canReadAccountIam: false, ...answers });
  const facts = await readAdditional(subjectOf(reader, "alice", subject), grantOf(), of);
  return { facts, asked: reader.asked, sources: facts.used.map(({ source }): string => source) };
}
