/** That no instance is to be seen is said with the account that looked. */
import { expect, test } from "vitest";
import { failed, MANAGEMENT } from "../facts/grant/testing/grant-facts.ts";
import { known } from "../model/reading.ts";
import type { Reader } from "../sources/reader.ts";
import { noInstance } from "./no-instance.ts";

const ask = (caller: Awaited<ReturnType<Reader["callerIdentity"]>>) =>
  noInstance({ callerIdentity: () => Promise.resolve(caller) } as Reader, "eu-west-1");

test("of a known caller, and of one that is not", async () => {
  expect(await ask(known({ accountId: MANAGEMENT, arn: "x" }))).toMatchObject({
    code: "not-found",
    message: expect.stringMatching(`^Your account ${MANAGEMENT} sees no Identity Center instance in eu-west-1`),
    next: expect.stringContaining("--profile"),
  });
  expect((await ask(failed())).message).toMatch(/^Your account sees no/);
});
