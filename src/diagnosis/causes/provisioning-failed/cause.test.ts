/** Fires on a failed provisioning of a set that the user is assigned; its remedy follows what AWS's reason proves. */
import { describe, expect, test } from "vitest";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants, NO_SUCH_POLICY, OUT_OF_REACH } from "../../testing/broken-grants.ts";
import { diagnosedBy, failed, request, sandbox, unprovisionedFacts, workingFacts } from "../../testing/grant-facts.ts";
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
    ["a suspended account", { ...because(OUT_OF_REACH), account: known({ ...sandbox, state: "SUSPENDED" as const }) }],
    ["an account whose state is unknown", { ...because(OUT_OF_REACH), account: failed() }],
  ])("%s is a matter for people", (_why, broken) => {
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
    ["the grant works", workingFacts({ requests: facts.requests })],
    ["nothing is assigned", { ...brokenGrants["no-assignment"], requests: facts.requests }],
    [
      "a younger provisioning runs",
      unprovisionedFacts({
        requests: known([
          request({ kind: "provision", status: "IN_PROGRESS" }),
          request({ kind: "provision", status: "FAILED" }),
        ]),
      }),
    ],
    ["the requests could not be read", { ...facts, requests: failed() }],
    ["the requests were not read", { ...facts, requests: unread("not needed") }],
    ["the provisioned sets could not be read", { ...facts, freshness: failed() }],
    ["the assignments could not be read", { ...facts, attached: failed() }],
  ])("stays silent where %s", (_why, silent) => {
    expect(diagnosedBy(provisioningFailed, silent)).toBeUndefined();
  });
});
