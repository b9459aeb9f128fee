/** Who is behind each principal and can sign in, in the two forms that counting needs: as a list, and for large groups as bits too. */

import type { OrganizationFacts } from "./facts.ts";
import { isGroup, judgeUser } from "./judgement.ts";
import { type PrincipalRow, rowAt } from "./rows.ts";

/** Principal → the users behind it who can sign in: the members of a group, the user itself, nobody. */
export interface EnteringMembers {
  readonly offsets: Uint32Array;
  readonly users: Uint32Array;
  /** Of large groups, so that the members of others are held against them without a pass over theirs. */
  readonly bits: readonly (Uint32Array | undefined)[];
}

export function enteringMembers(facts: OrganizationFacts): EnteringMembers {
  const count = facts.columns.principals.ids.length;
  const enters = new Uint8Array(count);
  for (let at = 0; at < count; at += 1) {
    const user = rowAt<PrincipalRow>(at);
    if (!isGroup(facts, user) && judgeUser(facts, user).answer === "yes") enters[user] = 1;
  }
  const offsets = new Uint32Array(count + 1);
  const users = new Uint32Array(facts.members.values.length + count);
  let end = 0;
  for (let row = 0; row < count; row += 1) {
    const principal = rowAt<PrincipalRow>(row);
    if (isGroup(facts, principal)) {
      const to = facts.members.offsets[principal + 1] ?? 0;
      for (let at = facts.members.offsets[principal] ?? 0; at < to; at += 1) {
        const user = facts.members.values[at] ?? 0;
        if (enters[user] !== 1) continue;
        users[end] = user;
        end += 1;
      }
    } else if (enters[principal] === 1) {
      users[end] = principal;
      end += 1;
    }
    offsets[row + 1] = end;
  }
  return { offsets, users: users.subarray(0, end), bits: largeGroups(offsets, users, count) };
}

/** A group is large from a member in every eighth word on: the bits of all large groups together then stay a few megabytes. */
const WORDS_PER_MEMBER = 8;

function largeGroups(offsets: Uint32Array, users: Uint32Array, count: number): (Uint32Array | undefined)[] {
  const wordCount = Math.ceil(count / 32);
  const bits = new Array<Uint32Array | undefined>(count).fill(undefined);
  for (let principal = 0; principal < count; principal += 1) {
    const from = offsets[principal] ?? 0;
    const to = offsets[principal + 1] ?? 0;
    if ((to - from) * WORDS_PER_MEMBER <= wordCount) continue;
    const words = new Uint32Array(wordCount);
    for (let at = from; at < to; at += 1) {
      const user = users[at] ?? 0;
      words[user >>> 5] = (words[user >>> 5] ?? 0) | (1 << (user & 31));
    }
    bits[principal] = words;
  }
  return bits;
}
