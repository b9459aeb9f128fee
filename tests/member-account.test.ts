/** Asked with credentials of a member account, which sees no instance: what is not seen is unknown, and the answer says from where to ask. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { collectOrganization } from "../src/sources/organization/collecting/collect.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, labReader, testContext } from "./support/reader.ts";

const MEMBER = "111122223333";
const credentials = { accessKeyId: MEMBER, secretAccessKey: "lab" };
const QUESTION = { user: "alice", account: MEMBER, permissionSet: "ReadOnly", isRegionGiven: true };

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
  await lab.put({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: MEMBER, name: "sandbox" }],
    users: [{ userName: "alice" }],
    permissionSets: [{ name: "ReadOnly" }],
    assignments: [{ account: MEMBER, permissionSet: "ReadOnly", user: "alice" }],
  });
});
afterAll(() => lab.close());

test("why is undecided, and names the account of the credentials and the two that can be asked", async () => {
  const { diagnosis } = await why(QUESTION, labReader(lab, { credentials }), testContext());
  expect(diagnosis.verdict).toBe("undecided");
  expect(diagnosis.causes.map(({ id }) => id)).toEqual(["caller-not-permitted"]);
  const [cause] = diagnosis.causes;
  expect(cause?.summary).toContain(`of ${MEMBER}, a member account of the organization of 123456789012`);
  expect(JSON.stringify(cause?.remedy)).toMatch(/management account.*delegated administrator/s);
});

test("a collection ends at once and says the same", async () => {
  const collection = collectOrganization(labConnection(lab, { credentials }), testContext(), { isComplete: false });
  await expect(collection).rejects.toMatchObject({
    code: "refused",
    message: expect.stringContaining(`the credentials are of ${MEMBER}, a member account`),
    next: expect.stringContaining("management account or of the delegated administrator"),
  });
});

test("the management account without an instance has none: that is proved", async () => {
  await lab.put({ schema: "idc-doctor/organization/1", instance: null, accounts: [{ id: MEMBER, name: "sandbox" }] });
  const { diagnosis } = await why(QUESTION, labReader(lab), testContext());
  expect(diagnosis.causes[0]).toMatchObject({ id: "instance-not-in-region", confidence: "proved" });
});
