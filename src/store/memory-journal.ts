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
    read: async (planId) => {
      const found = [...plans.values()].filter(({ plan }) => plan.id.startsWith(planId));
      return found.length === 1 ? found[0] : undefined;
    },
    list: async () => [...plans.values()].reverse(),
    close: async () => undefined,
  };
}
