/** Clients that a server makes for each question are gone with it; those that it keeps are made once. */
import { expect, test } from "vitest";
import { collectGarbage } from "../../../../tests/support/garbage.ts";
import { createAwsClients } from "./clients.ts";

const clients = createAwsClients({ region: "us-east-1", attempts: 1, timeout: 1000 });
const session = { accessKeyId: "ASIA", secretAccessKey: "secret", sessionToken: "token" };

/** In a function of its own, so that nothing here holds them. */
async function madeAndLeft(): Promise<readonly WeakRef<object>[]> {
  const made = [await clients.iam(session), await clients.stsOf(session)];
  return made.map((client) => new WeakRef(client));
}

test("clients of assumed roles are held by nobody", async () => {
  const left = await madeAndLeft();
  // What a promise resolved to is held until its turn is over.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(left.map((one) => one.deref() !== undefined)).toEqual([false, false]);
});

test("a service and Region have one client", async () => {
  expect(await clients.ssoAdmin("us-east-1")).toBe(await clients.ssoAdmin("us-east-1"));
  clients.close();
});
