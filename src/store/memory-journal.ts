/** A journal that is forgotten with the process: for rehearsals. */
import { NO_FENCE } from "./fence.ts";
import type { Journal, JournalEntry, JournaledPlan, PlanHold } from "./journal.ts";

export function memoryJournal(): Journal {
  const plans = new Map<string, JournaledPlan>();
  const recorded = new Map<string, JournalEntry[]>();
  /** A plan is held before it begins: what is recorded then is of the plan all the same. */
  const entriesOf = (planId: string): JournalEntry[] => {
    const entries = recorded.get(planId) ?? [];
    recorded.set(planId, entries);
    return entries;
  };
  return {
    begin: async (plan, connection, undoes) => {
      plans.set(plan.id, { plan, connection, undoes: undoes ?? null, entries: entriesOf(plan.id) });
    },
    hold: async (planId) => ({ kind: "held", hold: memoryHold(entriesOf(planId)) }),
    read: async (planId) => {
      const found = [...plans.values()].filter(({ plan }) => plan.id.startsWith(planId));
      return found.length === 1 ? found[0] : undefined;
    },
    list: async () => [...plans.values()].reverse(),
    close: async () => undefined,
  };
}

/** Nobody else can take the plan over. @param entries take what is recorded */
export const memoryHold = (entries: JournalEntry[]): PlanHold => ({
  append: async (at, event) => void entries.push({ sequence: entries.length + 1, at, event }),
  fence: NO_FENCE,
  release: async () => undefined,
});
