/** Fires on a failed provisioning of a set that the user is assigned; its remedy follows what AWS's reason proves. */
import { describe, expect, test } from "vitest";
import {
  failed,
  request,
  sandbox,
  unprovisionedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants, NO_SUCH_POLICY, OUT_OF_REACH } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { provisioningFailed } from "./cause.ts";

const facts = brokenGrants["provisioning-failed"];
const because = (failureReason: string | undefined) =>
  unprovisionedFacts({ requests: known([request({ kind: "provision", status: "FAILED", failureReason })]) });

describe("provisioning-failed", () => {
  test("shows the reason verbatim and provisions again", () => {
    const cause = diagnosedBy(provisioningFailed, facts);
    expect(cause).toMatchObject({
      confidence: "proved",
      remedy: { kind: "api", changes: [{ kind: "provision-permission-set" }] },
    });
    expect(cause?.summary).toContain("An unexpected internal service exception was encountered");
  });

  test("is likely where an older version is there, because the set may have changed since", () => {
    expect(diagnosedBy(provisioningFailed, { ...facts, freshness: known("outdated") })?.confidence).toBe("likely");
  });

  test.each([
    {
      why: "a suspended account",
      broken: { ...because(OUT_OF_REACH), account: known({ ...sandbox, state: "SUSPENDED" as const }) },
    },
    { why: "an account whose state is unknown", broken: { ...because(OUT_OF_REACH), account: failed() } },
  ])("$why is a matter for people", ({ broken }) => {
    expect(diagnosedBy(provisioningFailed, broken)?.remedy.kind).toBe("human");
  });

  test("tries again where a missing policy could not be looked for", () => {
    expect(diagnosedBy(provisioningFailed, because(NO_SUCH_POLICY))?.remedy.kind).toBe("api");
  });

  test("tries again in an active account, and says what to check if it fails again", () => {
    const remedy = diagnosedBy(provisioningFailed, because(OUT_OF_REACH))?.remedy;
    expect(remedy?.kind).toBe("api");
    expect(JSON.stringify(remedy)).toContain("AWSServiceRoleForSSO");
  });

  test.each([
    { why: "the grant works", silent: workingFacts({ requests: facts.requests }) },
    { why: "nothing is assigned", silent: { ...brokenGrants["no-assignment"], requests: facts.requests } },
    {
      why: "a younger provisioning runs",
      silent: unprovisionedFacts({
        requests: known([
          request({ kind: "provision", status: "IN_PROGRESS" }),
          request({ kind: "provision", status: "FAILED" }),
        ]),
      }),
    },
    { why: "the requests could not be read", silent: { ...facts, requests: failed() } },
    { why: "the requests were not read", silent: { ...facts, requests: unread("not needed") } },
    { why: "the provisioned sets could not be read", silent: { ...facts, freshness: failed() } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(provisioningFailed, silent)).toBeUndefined();
  });
});
