/** Fires where the owner of the instance is not the management account, or AWS itself says so. */
import { expect, test } from "vitest";
import { failed, instance, SANDBOX, unassignedFacts, workingFacts } from "../../../facts/grant/testing/grant-facts.ts";
import { known, type Reading } from "../../../model/reading.ts";
import { specify } from "../../testing/cause-spec.ts";
import { diagnosedBy } from "../../testing/diagnosed-by.ts";
import { accountInstanceOnly } from "./cause.ts";

const owned = known({ ...instance, ownerAccountId: SANDBOX }, ["e2"] as const);
const refusal: Reading<never> = {
  state: "unknown",
  evidence: ["e31"],
  failure: {
    kind: "failed",
    service: "sso-admin",
    operation: "ListPermissionSets",
    permission: "sso:ListPermissionSets",
    message: "The operation is not supported for account instances of IAM Identity Center.",
  },
};

specify(accountInstanceOnly, {
  fires: [
    [
      "its owner is a member account",
      unassignedFacts({ instance: owned }),
      {
        confidence: "proved",
        remedy: "human",
        evidence: ["e2"],
        says: [
          `The instance seen here (${instance.arn}) is an account instance, owned by account ${SANDBOX}`,
          "describe-organization",
          `the account instance of ${SANDBOX} can stay`,
        ],
      },
    ],
    ...(["permissionSet", "attached", "freshness"] as const).map(
      (key) =>
        [
          `the management account is unknown and AWS refuses: ${key}`,
          workingFacts({ account: failed("refused", "DescribeAccount"), [key]: refusal }),
          { confidence: "proved", remedy: "human" },
        ] as const,
    ),
  ],
  silent: [
    ["the management account is unknown", workingFacts({ account: failed(), instance: owned })],
    ["something else was refused", workingFacts({ account: failed(), attached: failed() })],
    ["there is no instance", workingFacts({ instance: known(null) })],
  ],
});

test("the management account may own one, too: AWS's refusal tells", () => {
  const cause = diagnosedBy(accountInstanceOnly, workingFacts({ attached: refusal }));
  expect(cause).toMatchObject({ confidence: "proved", evidence: expect.arrayContaining(["e2"]) });
});

test("such a refusal is an answer and no failed read", () => {
  const facts = workingFacts({ attached: refusal, instance: owned });
  expect(diagnosedBy(accountInstanceOnly, facts)?.confidence).toBe("proved");
});

test("where the management account asked, another caller would see no more", () => {
  const own = instance.ownerAccountId;
  const facts = workingFacts({
    attached: refusal,
    caller: known({ accountId: own, arn: `arn:aws:iam::${own}:user/admin` }, ["e1"] as const),
  });
  expect(diagnosedBy(accountInstanceOnly, facts)?.remedy).toMatchObject({
    summary: "Enable the organization instance of IAM Identity Center in the management account",
  });
});
