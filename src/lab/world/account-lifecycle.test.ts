/** A closed account goes from PENDING_CLOSURE to CLOSED and stays there; AWS alone suspends accounts (facts A12). */
import { expect, test } from "vitest";
import { loadOrganizationDocument } from "../../model/organization-document/load.ts";
import { settleAccounts } from "./account-lifecycle.ts";
import { createClock } from "./clock.ts";
import { createRandom } from "./random.ts";
import { createWorld } from "./world.ts";

const ACCOUNT = "111122223333";
const DAY = 86_400_000;

function closing(state: "PENDING_CLOSURE" | "SUSPENDED") {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: ACCOUNT, name: "sandbox", state }],
  });
  if (loaded.kind === "invalid") throw new TypeError(JSON.stringify(loaded.problems));
  const world = createWorld(loaded.document, { clock: createClock(), random: createRandom(1) });
  const account = world.accounts.get(ACCOUNT);
  if (!account) throw new TypeError("the document has the account");
  const now = world.clock.now().getTime();
  if (state === "PENDING_CLOSURE") world.accounts.put({ ...account, nextStateAt: new Date(now + 1000).toISOString() });
  return (later: number) => {
    settleAccounts(world, new Date(now + later));
    return world.accounts.get(ACCOUNT)?.state;
  };
}

test("a closure ends as CLOSED, never as SUSPENDED", () => {
  const stateAfter = closing("PENDING_CLOSURE");
  expect([0, 1000, DAY, 91 * DAY].map(stateAfter)).toEqual(["PENDING_CLOSURE", "CLOSED", "CLOSED", "CLOSED"]);
});

test("a suspended account stays suspended", () => {
  const stateAfter = closing("SUSPENDED");
  expect([0, 91 * DAY].map(stateAfter)).toEqual(["SUSPENDED", "SUSPENDED"]);
});
