/** Fires where the assignment is there, the role is not, and no request explains it. */
import { describe, expect, test } from "vitest";
import { setContent } from "../../../facts/grant/testing/additional-facts.ts";
import {
  additional,
  failed,
  request,
  SANDBOX,
  sandbox,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { notProvisioned } from "./cause.ts";

const facts = brokenGrants["not-provisioned"];

describe("not-provisioned", () => {
  test("provisions this one account, and corrects the article kindly", () => {
    const cause = diagnosedBy(notProvisioned, facts);
    expect(cause).toMatchObject({
      confidence: "proved",
      evidence: ["e7", "e8", "e12"],
      remedy: { kind: "api", changes: [{ kind: "provision-permission-set", accountId: SANDBOX }] },
    });
    expect(cause?.summary).toContain("AWS provisions a set when it is assigned");
  });

  test("is likely while the requests are unknown or unread", () => {
    expect(diagnosedBy(notProvisioned, { ...facts, requests: failed() })?.confidence).toBe("likely");
    expect(diagnosedBy(notProvisioned, { ...facts, requests: unread("not needed") })?.confidence).toBe("likely");
  });

  test("does not provision in a suspended account", () => {
    const account = known({ ...sandbox, state: "SUSPENDED" as const });
    expect(diagnosedBy(notProvisioned, { ...facts, account })?.remedy.kind).toBe("human");
  });

  test("is the matter where the reason of the newest failure is gone, whatever an older one says", () => {
    const [over, older] = ["Cannot exceed quota for PoliciesPerRole: 10", "The moon was full"].map(
      (failureReason, at) =>
        request({ kind: "provision", status: "FAILED", failureReason, createdAt: `2026-09-14T09:0${5 - at}:00Z` }),
    );
    const content = { content: known(setContent({ managedPolicyArns: [] }), ["e45"] as const) };
    const requests = known(over && older ? [over, older] : []);
    expect(diagnosedBy(notProvisioned, { ...facts, requests, additional: additional(content) })).toMatchObject({
      confidence: "proved",
      remedy: { kind: "api" },
    });
  });

  test.each([
    { why: "the grant works", silent: workingFacts() },
    { why: "nothing is assigned", silent: brokenGrants["no-assignment"] },
    { why: "a provisioning runs", silent: brokenGrants["provisioning-in-progress"] },
    { why: "a provisioning failed", silent: brokenGrants["provisioning-failed"] },
    {
      why: "a creation runs",
      silent: { ...facts, requests: known([request({ kind: "create-assignment", status: "IN_PROGRESS" })]) },
    },
    { why: "the provisioned sets could not be read", silent: { ...facts, freshness: failed() } },
    { why: "the provisioned sets were not read", silent: { ...facts, freshness: unread("no instance") } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
    { why: "the memberships could not be read", silent: { ...facts, groupIds: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(notProvisioned, silent)).toBeUndefined();
  });
});
