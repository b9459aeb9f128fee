/** Fires where the portal lags behind a grant that is complete in every other link. */
import { describe, expect, test } from "vitest";
import { failed, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { portalNotRefreshed } from "./cause.ts";

const facts = brokenGrants["portal-not-refreshed"];
const grantedAt = known("2026-09-14T09:20:00Z", ["e9"] as const);
const noPortal = unread("no token of the user");

describe("portal-not-refreshed", () => {
  test("is proved by the user's own portal", () => {
    const cause = diagnosedBy(portalNotRefreshed, facts);
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human" } });
    expect(cause?.evidence).toEqual(expect.arrayContaining(["e7", "e8", "e9", "e11"]));
    expect(cause?.summary).toContain("10 minutes ago");
  });

  test("sees that the account is listed without the set", () => {
    const portal = known({ listsAccount: true, roleNames: ["Billing"], givesCredentials: undefined });
    expect(diagnosedBy(portalNotRefreshed, { ...facts, portal })?.confidence).toBe("proved");
  });

  test("does not need the time of the grant: a new membership leaves none", () => {
    expect(diagnosedBy(portalNotRefreshed, { ...facts, grantedAt: known(null) })?.confidence).toBe("proved");
  });

  test("is likely where an earlier link was not read", () => {
    expect(diagnosedBy(portalNotRefreshed, { ...facts, account: unread("no right") })?.confidence).toBe("likely");
  });

  test("is possible where only the time of the grant is known", () => {
    const cause = diagnosedBy(portalNotRefreshed, workingFacts({ grantedAt, portal: noPortal }));
    expect(cause).toMatchObject({ confidence: "possible", remedy: { kind: "human" } });
  });

  test("an outdated role does not hide that the portal lags", () => {
    expect(diagnosedBy(portalNotRefreshed, { ...facts, freshness: known("outdated") })?.confidence).toBe("proved");
  });

  test.each([
    { why: "the portal shows it", silent: workingFacts({ grantedAt }) },
    { why: "the grant is old and no portal was read", silent: workingFacts({ portal: noPortal }) },
    { why: "an earlier link is broken", silent: { ...facts, account: known(null) } },
    { why: "nothing is assigned", silent: { ...brokenGrants["no-assignment"], grantedAt, portal: facts.portal } },
    {
      why: "the role is outdated and no portal was read",
      silent: workingFacts({ grantedAt, portal: noPortal, freshness: known("outdated") }),
    },
    {
      why: "an earlier link is unknown and no portal was read",
      silent: workingFacts({ grantedAt, portal: noPortal, account: failed() }),
    },
    {
      why: "the portal could not be read and the time neither",
      silent: workingFacts({ grantedAt: failed(), portal: failed() }),
    },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(portalNotRefreshed, silent)).toBeUndefined();
  });
});
