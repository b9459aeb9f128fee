/** What cannot be read of an account that has left the organization leaves nothing open: that it has left is the answer. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { why } from "../src/app/why.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labReader, testContext } from "./support/reader.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

test.each(["latest", "outdated"] as const)(
  "an action asked about, the role %s, the account gone",
  async (freshness) => {
    const grant = { account: "111122223333", permissionSet: "ReadOnly" };
    await lab.put({
      schema: "idc-doctor/organization/1",
      users: [{ userName: "alice" }],
      permissionSets: [{ name: "ReadOnly" }],
      assignments: [{ ...grant, user: "alice" }],
      provisionedRoles: [{ ...grant, freshness }],
    });
    const action = { action: "iam:ListRoles", resource: "*", region: undefined };
    const { diagnosis } = await why(
      { user: "alice", ...grant, isRegionGiven: true, action },
      labReader(lab),
      testContext(),
    );
    expect(diagnosis.verdict).toBe("not-visible");
    expect(diagnosis.causes.map(({ id }) => id)).toContain("account-not-in-organization");
  },
);
