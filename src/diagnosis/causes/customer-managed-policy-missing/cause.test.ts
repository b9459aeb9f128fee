/** Fires on AWS's text for a policy that the account does not have, and never guesses the policy's name. */
import { describe, expect, test } from "vitest";
import { accountIam, setContent } from "../../../facts/grant/testing/additional-facts.ts";
import {
  additional,
  failed,
  request,
  unassignedFacts,
  unprovisionedFacts,
  workingFacts,
} from "../../../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../../../model/reading.ts";
import { brokenGrants, NO_SUCH_POLICY } from "../../testing/broken-grants.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { customerManagedPolicyMissing } from "./cause.ts";

const facts = brokenGrants["customer-managed-policy-missing"];
/** IAM of the account has no customer managed policy at all. */
const lacking = additional({ iam: known(accountIam({ customerPolicies: known([]) })) });
const because = (failureReason: string) =>
  unassignedFacts({ requests: known([request({ kind: "create-assignment", status: "FAILED", failureReason })]) });

describe("customer-managed-policy-missing", () => {
  test("gives the command with the exact name and path", () => {
    const cause = diagnosedBy(customerManagedPolicyMissing, { ...facts, additional: lacking });
    expect(cause).toMatchObject({ confidence: "proved", remedy: { kind: "human" }, evidence: ["e12"] });
    expect(cause?.summary).toContain('"DeveloperGuard" with the path "/team/"');
    expect(JSON.stringify(cause?.remedy)).toMatch(
      /aws iam create-policy --policy-name DeveloperGuard --path \/team\/ .*idc-doctor fix/s,
    );
  });

  test("fires on a failed provisioning of an assigned set too", () => {
    const requests = known([request({ kind: "provision", status: "FAILED", failureReason: NO_SUCH_POLICY })]);
    const proved = unprovisionedFacts({ requests, additional: lacking });
    expect(diagnosedBy(customerManagedPolicyMissing, proved)?.confidence).toBe("proved");
    const old = unprovisionedFacts({ requests, freshness: known("outdated"), additional: lacking });
    expect(diagnosedBy(customerManagedPolicyMissing, old)?.confidence).toBe("proved");
  });

  test("is likely, and offers the request again, where the account's policies were not read", () => {
    expect(diagnosedBy(customerManagedPolicyMissing, facts)).toMatchObject({
      confidence: "likely",
      remedy: { kind: "api", notes: expect.arrayContaining([expect.stringContaining("aws iam create-policy")]) },
    });
  });

  test("is history where the policy has been created since, or the set refers to it no more", () => {
    const iam = known(accountIam({ customerPolicies: known([{ name: "DeveloperGuard", path: "/team/" }]) }));
    expect(diagnosedBy(customerManagedPolicyMissing, { ...facts, additional: additional({ iam }) })).toBeUndefined();
    const content = known(setContent({ customerManagedPolicies: [{ name: "Other", path: "/" }] }));
    expect(
      diagnosedBy(customerManagedPolicyMissing, { ...facts, additional: additional({ content }) }),
    ).toBeUndefined();
  });

  test.each([
    { text: "Received a 404 status error: Not supported policy DeveloperGuard.", name: '"DeveloperGuard"' },
    {
      text: "Received a 404 status error: Not supported policy for this account: DeveloperGuard or its path.",
      name: "that AWS's reason names",
    },
  ])("$text is not guessed further than it says", ({ text, name }) => {
    const cause = diagnosedBy(customerManagedPolicyMissing, because(text));
    expect(cause?.summary).toContain(name);
    expect(cause?.summary).toContain(text);
    expect(JSON.stringify(cause?.remedy)).toContain("list-customer-managed-policy-references-in-permission-set");
  });

  test.each([
    { why: "the grant works", silent: workingFacts({ requests: facts.requests }) },
    { why: "the reason is another", silent: brokenGrants["assignment-failed"] },
    {
      why: "a younger request runs",
      silent: unassignedFacts({
        requests: known([
          request({ kind: "create-assignment", status: "IN_PROGRESS" }),
          request({ kind: "create-assignment", status: "FAILED", failureReason: NO_SUCH_POLICY }),
        ]),
      }),
    },
    {
      why: "a younger failure has another reason",
      silent: unassignedFacts({
        requests: known([
          request({ kind: "create-assignment", status: "FAILED", failureReason: "something else" }),
          request({ kind: "create-assignment", status: "FAILED", failureReason: NO_SUCH_POLICY }),
        ]),
      }),
    },
    { why: "the requests could not be read", silent: { ...facts, requests: failed() } },
    { why: "the requests were not read", silent: { ...facts, requests: unread("not needed") } },
    { why: "the assignments could not be read", silent: { ...facts, attached: failed() } },
  ])("stays silent where $why", ({ silent }) => {
    expect(diagnosedBy(customerManagedPolicyMissing, silent)).toBeUndefined();
  });
});
