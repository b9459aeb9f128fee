/** `why` about people who have nothing: no account that nobody asked about, no grants of others as theirs, and always a cause. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Diagnosis } from "../src/model/diagnosis.ts";
import { runInProcess } from "./support/in-process.ts";

const file = join(mkdtempSync(join(tmpdir(), "idc-doctor-nothing-")), "organization.yaml");
writeFileSync(
  file,
  `
schema: idc-doctor/organization/1
takenAt: "2026-09-14T09:30:00Z"
accounts:
  - { id: "111122223333", name: sandbox }
  - { id: "222233334444", name: prod, state: SUSPENDED }
users:
  - { userName: otto@example.com, displayName: Otto Holm }
  - { userName: admin, displayName: The Admin }
groups: [{ displayName: Admins, members: [admin] }, { displayName: Empty }]
permissionSets:
  - { name: Developer, managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }
  - { name: Admin, managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] }
assignments:
  - { account: sandbox, permissionSet: Admin, group: Admins }
  - { account: prod, permissionSet: Admin, group: Admins }
  - { account: sandbox, permissionSet: Developer, group: Empty }
`,
);

const why = async (...words: readonly string[]): Promise<string> =>
  (await runInProcess(["why", ...words, "--from", file], {})).stdout;
const diagnosed = async (...words: readonly string[]) =>
  JSON.parse(await why(...words, "--output", "json")) as Diagnosis;

describe("in no account", () => {
  test("is the cause, in every form, and no account stands for all of them", async () => {
    const { verdict, causes } = await diagnosed("otto@example.com");
    expect(verdict).toBe("not-visible");
    expect(causes).toMatchObject([{ id: "no-assignment", confidence: "proved", remedy: { kind: "human" } }]);
    const forms = ["text", "ticket"];
    const texts = await Promise.all(forms.map((form) => why("otto@example.com", "--output", form)));
    for (const [at, text] of texts.entries()) {
      expect(text).toContain("Otto Holm cannot see any account");
      expect(text).toContain(`Nothing is assigned to ${at === 0 ? "Otto Holm" : "otto@example.com"} in any account`);
      expect(text).toContain("Nothing in AWS is assigned to you yet.");
      expect(text).not.toContain("management");
    }
  });

  test("of somebody who does not exist", async () => {
    const text = await why("nobody@example.com", "--output", "ticket");
    expect(text).toContain("Answer: nobody@example.com cannot see any account.");
    expect(text).toContain("With: the steps of idc-doctor why nobody@example.com --full");
    expect(text).not.toContain("management");
  });
});

describe("in the account that was asked about", () => {
  test("others' sets are not the user's, and are named", async () => {
    const { grants } = await diagnosed("otto@example.com", "sandbox");
    expect(grants.map(({ permissionSet, isOthers }) => [permissionSet, isOthers])).toEqual([
      ["Admin", true],
      ["Developer", true],
    ]);
    const text = await why("otto@example.com", "sandbox");
    expect(text).toMatch(/^✗ Otto Holm has nothing in sandbox\n/);
    expect(text).toContain("idc-doctor fix otto@example.com 111122223333 <permission set>");
    expect(text).not.toContain("grants work");
    const ticket = await why("otto@example.com", "sandbox", "--output", "ticket");
    expect(ticket).toMatch(
      /^Answer: Otto Holm has nothing in sandbox\.\nCause: Nothing in sandbox is assigned to otto/,
    );
    expect(ticket).toContain("Others have there: Admin, Developer.");
    expect(ticket).toContain("\nNothing in sandbox is assigned to you.\n");
  });

  test("nobody has anything there", async () => {
    const { causes } = await diagnosed("otto@example.com", "123456789012");
    expect(causes).toMatchObject([
      {
        id: "no-assignment",
        summary: expect.stringContaining("Nothing is assigned to otto@example.com in management"),
      },
    ]);
  });
});

test("a ticket about several grants is true of all of them", async () => {
  const ticket = await why("admin", "--output", "ticket");
  expect(ticket).toMatch(
    /^Answer: 1 of 2 grants works, as far as Identity Center shows: The Admin\.\nCause: The account prod is suspended/,
  );
  expect(ticket).toContain("\nAccount prod cannot be used at the moment. Your other access works.\n");
});
