/** Whoever lacks one set may have another: what the user has in the account stands beside the cause. */
import { expect, test } from "vitest";
import { documentOf } from "../scenes/scene.ts";
import { why } from "../src/app/why.ts";
import { diagnosisMarkdown } from "../src/report/diagnosis-markdown.ts";
import { diagnosisText } from "../src/report/diagnosis-text.ts";
import { palette } from "../src/report/palette.ts";
import { createDocumentReader } from "../src/sources/document/reader.ts";
import { testContext } from "./support/reader.ts";

const SANDBOX = "111122223333";

async function ask(user: string, permissionSet: string | null = "Admin") {
  const document = documentOf("test", {
    schema: "idc-doctor/organization/1",
    accounts: [
      { id: SANDBOX, name: "sandbox" },
      { id: "222233334444", name: "prod" },
    ],
    users: [{ userName: "alice" }, { userName: "bob" }, { userName: "carol" }],
    groups: [
      { displayName: "Readers", members: ["alice"] },
      { displayName: "Admins", members: ["bob"] },
    ],
    permissionSets: ["Admin", "ReadOnly", "Billing"].map((name) => ({ name })),
    assignments: [
      { account: SANDBOX, permissionSet: "Admin", group: "Admins" },
      { account: SANDBOX, permissionSet: "ReadOnly", group: "Readers" },
      { account: SANDBOX, permissionSet: "Billing", user: "alice" },
      { account: "222233334444", permissionSet: "Admin", user: "carol" },
    ],
  });
  const question = { user, account: SANDBOX, permissionSet, isRegionGiven: true };
  return (await why(question, createDocumentReader(document), testContext())).diagnosis;
}

const style = { palette: palette({ isColored: false }), width: 100 };

test("sets of the account, through groups and directly", async () => {
  const diagnosis = await ask("alice");
  expect(diagnosis.causes[0]?.id).toBe("not-a-member");
  expect(diagnosis.has).toEqual({
    grants: [
      { permissionSet: "Billing", isDirect: true },
      { permissionSet: "ReadOnly", isDirect: false },
    ],
    unnamed: 0,
  });
  expect(diagnosisText(diagnosis, style)).toContain("Has   Billing, ReadOnly (through a group) there");
  expect(diagnosisMarkdown(diagnosis)).toContain("**Has** Billing, ReadOnly");
});

test("nothing else there, although something elsewhere: only --full spends a line on it", async () => {
  const diagnosis = await ask("carol");
  expect(diagnosis.has).toEqual({ grants: [], unnamed: 0 });
  expect(diagnosisText(diagnosis, style)).not.toContain("Has");
  expect(diagnosisText(diagnosis, { ...style, isFull: true })).toContain("Has  nothing else in sandbox");
});

test("nothing is said where the grant works, and where several grants speak for themselves", async () => {
  expect((await ask("alice", "ReadOnly")).has).toBeUndefined();
  expect((await ask("alice", null)).has).toBeUndefined();
});
