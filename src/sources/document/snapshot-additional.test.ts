/** What no collection asks for is unread in a snapshot, not absent. */
import { describe, expect, test } from "vitest";
import { documentWith, SANDBOX, setFacts, userId } from "../question/testing/asked-organization.ts";
import { createDocumentReader } from "./reader.ts";

describe("a snapshot from AWS", () => {
  const document = documentWith();
  if (!document.instance) throw new Error("the organization has an instance");
  const { arn: home, identityStoreId: store } = document.instance;
  const snapshot = createDocumentReader({ ...document, coverage: { walk: "pairs", blindSpot: null, gaps: [] } });
  const alice = userId("alice");

  test.each([
    { what: "events", read: () => snapshot.trail(["CreateUser"]) },
    { what: "IAM", read: () => snapshot.accountIam(SANDBOX, "ReadOnly") },
    { what: "texts", read: () => snapshot.policyText(SANDBOX, "arn:x") },
    { what: "policies", read: () => snapshot.policyLevels(SANDBOX, "SERVICE_CONTROL_POLICY") },
    { what: "content", read: () => snapshot.setContent(home, setFacts("ReadOnly").arn) },
    { what: "attributes", read: () => snapshot.accessAttributes(home, store, alice) },
    { what: "trusted services", read: () => snapshot.trustedServices() },
    { what: "applications", read: () => snapshot.applicationsOf(home, { type: "USER", id: alice }) },
    { what: "Regions", read: () => snapshot.instanceRegions(home) },
  ])("does not hold $what", async ({ read }) => {
    expect((await read()).state).toBe("unread");
  });

  test("holds the users, as far as they were read", async () => {
    expect(snapshot.canReadAccountIam).toBe(false);
    expect(await snapshot.namesakeId(store, "userName", "bob@example.com")).toMatchObject({ value: userId("bob") });
    expect(await snapshot.namesakeId(store, "userName", "x")).toMatchObject({ state: "known", value: null });
    const failure = { kind: "refused", service: "s", operation: "ListUsers", permission: "p", message: "no" } as const;
    const gaps = [{ part: { kind: "users" } as const, failure }];
    const torn = createDocumentReader({ ...document, coverage: { walk: "pairs", blindSpot: null, gaps } });
    expect((await torn.namesakeId(store, "userName", "x")).state).toBe("unknown");
  });
});
