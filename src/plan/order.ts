/** The order of a plan's steps: what is added comes before what is removed. */
import type { Change } from "../model/change.ts";
import { callOf } from "./changes/index.ts";

export const removes = ({ kind }: Change): boolean => kind.startsWith("delete");

/**
 * INVARIANT: nothing of the outcome is ever missing on the way to it. All that is added comes first, so no prefix takes a
 * set's last assignment away in an account where the plan leaves one: with it the role would go (facts 3.2, E4). A removal
 * of what the same plan adds is left out.
 */
export function createBeforeDelete<T extends { readonly change: Change }>(steps: readonly T[]): readonly T[] {
  const added = steps.filter(({ change }) => !removes(change));
  const kept = new Set(added.map(({ change }) => contentOf(change)));
  return [...added, ...steps.filter(({ change }) => removes(change) && !kept.has(contentOf(change)))];
}

/** What a change is about, whether it adds or removes it. Provisioning is about less: it never equals an assignment. */
const contentOf = (change: Change): string => JSON.stringify(callOf(change).input);
