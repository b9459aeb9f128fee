/** Sentences of a cause under the first line of a short answer. */
import { describe, expect, test } from "vitest";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { inShort, underHeadline, withoutDetails } from "./in-short.ts";

const ALICE = "906ab1c2d3-0a0a0a0a-1111-4222-8333-444455556666";

describe("details are left to --full", () => {
  test.each([
    ["an id behind a name", `group Developers (${ALICE}) has it`, "group Developers has it"],
    ["a policy's id", "Regions (p-regions12) denies it", "Regions denies it"],
    ["an exact time behind an age", "removed 7 hours ago (2026-09-14T02:10:00.000Z)", "removed 7 hours ago"],
    ["an id without a name", `user ${ALICE}, which is gone`, "user 906ab1c2d3-0a0a0a0a…, which is gone"],
    ["such an id at the end", `Decide who replaces user ${ALICE}.`, "Decide who replaces user 906ab1c2d3-0a0a0a0a…"],
    [
      "the resource of an action",
      "ec2:StopInstances on arn:aws:ec2:us-east-1:111122223333:instance/i-1, denied",
      "ec2:StopInstances on instance/i-1, denied",
    ],
    ["but not in a command", `\`aws x --id ${ALICE}\``, `\`aws x --id ${ALICE}\``],
    ["nor a pattern, whose form matters", "exempts arn:aws:iam::*:role/a only", "exempts arn:aws:iam::*:role/a only"],
  ])("%s", (_what, text, short) => {
    expect(inShort(text)).toBe(short);
  });

  test("a ticket keeps the time", () => {
    expect(withoutDetails(`by Ops (arn:aws:iam::111122223333:user/Ops) 7 hours ago (2026-09-14T02:10:00.000Z)`)).toBe(
      "by Ops 7 hours ago (2026-09-14T02:10:00.000Z)",
    );
  });
});

const asked = (userName: string, displayName = "Alice Moreau"): Diagnosis =>
  ({
    question: {
      user: { asked: userName, id: null, userName, displayName },
      account: { asked: "sandbox", id: null, name: "sandbox" },
      permissionSet: { asked: "ReadOnly", arn: null, name: "ReadOnly" },
    },
    grants: [],
  }) as unknown as Diagnosis;

const told = (text: string, userName = "alice@example.com", stage = "assignment"): string =>
  underHeadline(asked(userName), { stage } as never)(text);

describe("what the first line has named", () => {
  test.each([
    ["the person by name", "alice@example.com is not in it.", "Alice Moreau is not in it."],
    [
      "the grant by it",
      "ReadOnly in sandbox (111122223333) is assigned to Developers.",
      "It is assigned to Developers.",
    ],
    ["also with a comma behind", "ReadOnly in sandbox reaches, by Ops, amoreau.", "It reaches, by Ops, amoreau."],
    ["not where another name begins so", "ReadOnly in sandbox two is open.", "ReadOnly in sandbox two is open."],
    [
      "a denial without its grant",
      "s3:Get with ReadOnly in sandbox is denied by a policy.",
      "s3:Get is denied by a policy.",
    ],
    [
      "another address stays",
      "malice@example.com and alice@example.com.au",
      "malice@example.com and alice@example.com.au",
    ],
    ["a command stays", "`fix alice@example.com`", "`fix alice@example.com`"],
  ])("%s", (_what, text, short) => {
    expect(told(text)).toBe(short);
  });

  test("a name that is no address may be a word of the sentence, and stays", () => {
    expect(told("the role of in is in the account", "in")).toBe("the role of in is in the account");
  });

  test("an address stays where the record itself is the matter, or the name is longer", () => {
    expect(told("alice@example.com is disabled.", "alice@example.com", "user")).toBe("alice@example.com is disabled.");
    const long = underHeadline(asked("a@b.c", "Alice Moreau"), { stage: "assignment" } as never);
    expect(long("a@b.c is not in it.")).toBe("a@b.c is not in it.");
  });
});
