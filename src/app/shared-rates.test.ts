/** The rate of an organization comes from the store, and of another one from another bucket. */
import { expect, test } from "vitest";
import { FAKE_CONNECTION } from "../sources/aws/testing/fake-calling.ts";
import { openDatabase } from "../store/database.ts";
import { withSharedRates } from "./shared-rates.ts";

test("processes of one organization share what others do not touch", async () => {
  const store = await openDatabase({ kind: "embedded", file: ":memory:" });
  const pace = { rate: 0.01, burst: 5 };
  const callsOf = (organization: string) =>
    withSharedRates(FAKE_CONNECTION, organization, store).sharedCalls?.("us-east-1 sso-admin", pace);
  const [one, again, other] = [callsOf("prod"), callsOf("prod"), callsOf("lab")];
  expect(await one?.take(3)).toEqual({ calls: 3, milliseconds: 0 });
  expect(await again?.take(3)).toEqual({ calls: 2, milliseconds: 0 });
  expect((await one?.take(3))?.milliseconds).toBeGreaterThan(290_000);
  expect(await other?.take(9)).toEqual({ calls: 5, milliseconds: 0 });
  await store.close();
});
