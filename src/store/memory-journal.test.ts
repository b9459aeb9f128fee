/** The journal of rehearsals and tests keeps what is recorded under a hold that was taken before the plan began. */
import { expect, test } from "vitest";
import type { Plan } from "../model/plan.ts";
import type { JournalConnection } from "./journal.ts";
import { memoryJournal } from "./memory-journal.ts";

test("a plan that is held before it begins has what is recorded under the hold", async () => {
  const journal = memoryJournal();
  const held = await journal.hold("plan-1");
  await journal.begin({ id: "plan-1" } as Plan, {} as JournalConnection);
  if (held.kind === "held") await held.hold.append("2026-11-28T20:00:00Z", { kind: "done", step: 1 });
  expect((await journal.read("plan-1"))?.entries).toMatchObject([{ sequence: 1, event: { kind: "done", step: 1 } }]);
});
