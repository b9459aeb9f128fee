/** Fires where the user has the grant with an old version of the set. */
import { describe, expect, test } from "vitest";
import { setContent } from "../../../facts/grant/testing/additional-facts.ts";
import {
  additional,
  failed,
  request,
  SANDBOX,
  unassignedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { outdated } from "./cause.ts";

const facts = brokenGrants.outdated;

describe("outdated", () => {
  test("provisions this one account, and warns of what it replaces", () => {
    const cause = diagnosedBy(outdated, facts);
    expect(cause).toMatchObject({
      confidence: "proved",
      evidence: ["e8"],
      remedy: { kind: "api", risk: "medium", changes: [{ kind: "provision-permission-set", accountId: SANDBOX }] },
    });
    expect(JSON.stringify(cause?.remedy)).toContain("remove permissions that somebody uses");
  });

  test("tells a failed request whose reason is gone as history, with its proof", () => {
    const provisioning = request({
      kind: "provision",
      status: "FAILED",
      failureReason: "Policy arn:aws:iam::aws:policy/Gone does not exist or is not attachable.",
    });
    const overcome = {
      ...facts,
      requests: known([provisioning], ["e12"]),
      additional: additional({ content: known(setContent({ managedPolicyArns: [] }), ["e30"]) }),
    };
    const cause = diagnosedBy(outdated, overcome);
    expect(cause?.summary).toContain(`for a reason that no longer applies (request ${provisioning.id})`);
    expect(cause?.evidence).toEqual(["e8", "e12"]);
  });

  test.each([
    { why: "the grant is up to date", silent: workingFacts() },
    { why: "the set is not there at all", silent: brokenGrants["not-provisioned"] },
    { why: "the user is not assigned it", silent: unassignedFacts({ freshness: known("outdated") }) },
    { why: "the provisioned sets could not be read", silent: workingFacts({ freshness: failed() }) },
    { why: "the provisioned sets were not read", silent: workingFacts({ freshness: unread("no instance") }) },
    { why: "the memberships could not be read", silent: { ...facts, groupIds: failed() } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(outdated, silent)).toBeUndefined();
  });
});
