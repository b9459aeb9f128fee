/** The boundary's own policy is another cause's matter, and a policy in another spelling is pointed at. */
import { describe, expect, test } from "vitest";
import type { SetContentFacts } from "../../../facts/grant/additional-facts.ts";
import { accountIam, failedBecause, setContent } from "../../../facts/grant/testing/additional-facts.ts";
import { failed } from "../../../facts/grant/testing/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { customerManagedPolicyMissing } from "./cause.ts";

const NAMED = "Received a 404 status error: Not supported policy Guard.";
const UNNAMED = "Received a 404 status error: Not supported policy for this account: see there.";
const bounded = (name: string, ...customer: readonly string[]): Partial<SetContentFacts> => ({
  boundary: { kind: "customer-managed", reference: { name, path: "/" } },
  customerManagedPolicies: customer.map((one) => ({ name: one, path: "/" })),
});
const fires = (reason: string, content: Partial<SetContentFacts>) =>
  diagnosedBy(customerManagedPolicyMissing, failedBecause(reason, { content: known(setContent(content)) })) !==
  undefined;

describe("the boundary", () => {
  test.each<{
    readonly what: string;
    readonly reason: string;
    readonly content: Partial<SetContentFacts>;
    readonly isFired: boolean;
  }>([
    { what: "it is the named policy", reason: NAMED, content: bounded("Guard"), isFired: false },
    {
      what: "it is the named policy, others are attached",
      reason: NAMED,
      content: bounded("Guard", "Other"),
      isFired: false,
    },
    {
      what: "it is the named policy, which is attached too",
      reason: NAMED,
      content: bounded("Guard", "Other", "Guard"),
      isFired: true,
    },
    {
      what: "it is another policy, and the set refers to the named one",
      reason: NAMED,
      content: bounded("Other", "Guard"),
      isFired: true,
    },
    {
      what: "it is another policy, and the set refers to the named one no more",
      reason: NAMED,
      content: bounded("Other"),
      isFired: false,
    },
    {
      what: "no policy is named and nothing else is attached",
      reason: UNNAMED,
      content: bounded("Guard"),
      isFired: false,
    },
    {
      what: "no policy is named and others are attached",
      reason: UNNAMED,
      content: bounded("Guard", "Other"),
      isFired: true,
    },
    {
      what: "it is AWS's",
      reason: NAMED,
      content: {
        boundary: { kind: "aws-managed", arn: "arn:aws:iam::aws:policy/Guard" },
        customerManagedPolicies: [{ name: "Guard", path: "/" }],
      },
      isFired: true,
    },
    {
      what: "there is none",
      reason: NAMED,
      content: { customerManagedPolicies: [{ name: "Guard", path: "/" }] },
      isFired: true,
    },
    { what: "the set refers to nothing any more", reason: UNNAMED, content: {}, isFired: false },
  ])("$what", ({ reason, content, isFired }) => {
    expect(fires(reason, content)).toBe(isFired);
  });

  test("content that could not be read says nothing of a boundary", () => {
    expect(diagnosedBy(customerManagedPolicyMissing, failedBecause(NAMED, { content: failed() }))).toBeDefined();
  });
});

describe("another spelling", () => {
  const summary = (reason: string, ...names: readonly string[]) =>
    diagnosedBy(
      customerManagedPolicyMissing,
      failedBecause(reason, {
        iam: known(accountIam({ customerPolicies: known(names.map((name) => ({ name, path: "/team/" }))) })),
      }),
    )?.summary;

  test("is pointed at", () => {
    expect(summary(NAMED, "Other", "GUARD")).toContain(
      ' The account does have "/team/GUARD": compare the case and the path.',
    );
  });

  test("is not seen in other names, or where no policy is named", () => {
    expect(summary(NAMED, "Other")).not.toContain("The account does have");
    expect(summary(UNNAMED, "Guard")).not.toContain("The account does have");
    expect(summary(NAMED)).toContain('"Guard", which sandbox (111122223333) does not have');
  });

  test("a policy of AWS's ARN keeps its path", () => {
    const said = summary(
      "Received a 404 status error: Not supported policy arn:aws:iam::111122223333:policy/team/Guard.",
    );
    expect(said).toContain('"Guard" with the path "/team/", which');
  });
});
