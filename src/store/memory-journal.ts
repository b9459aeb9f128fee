/** A journal that is forgotten with the process: for rehearsals. */
import type { Journal, JournalEntry, JournaledPlan } from "./journal.ts";

export function memoryJournal(): Journal {
  const plans = new Map<string, JournaledPlan & { readonly entries: JournalEntry[] }>();
  return {
    begin: async (plan, connection, undoes) => {
      plans.set(plan.id, { plan, connection, undoes: undoes ?? null, entries: [] });
    },
    append: async (planId, at, event) => {
      const entries = plans.get(planId)?.entries;
      entries?.push({ sequence: entries.length + 1, at, event });
    },
    read: async (planId) => plans.get(planId),
    list: async () => [...plans.values()].map(({ plan }) => ({ id: plan.id, createdAt: plan.createdAt })).reverse(),
    close: async () => undefined,
  };
}
