/** A proof holds beside a failed read only for the causes that say so: each cause, each reading that can fail. */
import { expect, test } from "vitest";
import type { GrantFacts } from "../facts/grant/grant-facts.ts";
import { failed, READINGS } from "../facts/grant/testing/grant-facts.ts";
import { causes } from "./causes/index.ts";
import { brokenGrants } from "./testing/broken-grants.ts";
import { diagnosedBy } from "./testing/diagnosed-by.ts";
import { STANDS_ALONE } from "./testing/stands-alone.ts";

const facts: Readonly<Record<string, GrantFacts>> = brokenGrants;

test("only causes that stand alone stay proved when a read fails", () => {
  let said = 0;
  for (const cause of causes) {
    const grant = facts[cause.id];
    if (!grant || diagnosedBy(cause, grant)?.confidence !== "proved") continue;
    const beside = READINGS.flatMap((key) => diagnosedBy(cause, { ...grant, [key]: failed("timed-out") }) ?? []);
    said += beside.length;
    const isStillProved = beside.some(({ confidence }) => confidence === "proved");
    expect([cause.id, isStillProved]).toEqual([cause.id, STANDS_ALONE.includes(cause.id)]);
  }
  expect(said).toBeGreaterThan(300);
});
