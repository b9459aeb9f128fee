/** Whoever is told that a text is not about Identity Center is told nothing about Identity Center after that. */
import { expect, test } from "vitest";
import { explainPasted } from "./index.ts";
import { PASTED_CASES } from "./testing/all-cases.ts";
import { EVENT_NAMES, WORDINGS } from "./testing/wordings.ts";

const CALLERS = [
  "arn:aws:iam::111122223333:user/ci",
  "arn:aws:sts::111122223333:assumed-role/app/i-0123456789abcdef0",
  "arn:aws:iam::111122223333:root",
];
const REASONS = [
  "",
  "because no identity-based policy allows the action",
  "with an explicit deny in an identity-based policy",
  "with an explicit deny in a resource-based policy",
  "because no resource-based policy allows the action",
  "with an explicit deny in a service control policy",
  "with an explicit deny in a resource control policy",
  "because no permissions boundary allows the action",
  "with an explicit deny in a VPC endpoint policy",
  "because no session policy allows the action",
  "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
];
const refused = CALLERS.flatMap((caller) =>
  REASONS.flatMap((reason) =>
    ["s3:GetObject", "kms:Decrypt", "dynamodb:GetItem"].map((action) => ({
      text: `An error occurred (AccessDenied) when calling the X operation: User: ${caller} is not authorized to perform: ${action} on resource: arn:aws:s3:::b/k ${reason}`,
    })),
  ),
);
const others = [
  "botocore.exceptions.ClientError: An error occurred (ValidationException) when calling the PutItem operation: One or more parameter values were invalid",
  "Error: creating EC2 Instance: operation error EC2: RunInstances, https response error StatusCode: 400, RequestID: 5f1d3c61-7fbb-4b1a-93ea-4b1b6ee7ab12, api error InvalidAMIID.NotFound: The image id does not exist",
  "An error occurred (LimitExceeded) when calling the CreateRole operation: Cannot exceed quota for RolesPerAccount: 1000",
].map((text) => ({ text }));

const NOT_OURS =
  /nothing (?:here )?(?:is )?(?:about|to do with) Identity Center|none of them is about Identity Center|not about Identity Center/i;
const OURS = /idc-doctor (?:why|provision|fix)|aws sso|suffix|permission set|Identity Center/i;

test("in every text and refusal", () => {
  const texts = [...Object.values({ ...PASTED_CASES, WORDINGS, EVENT_NAMES }).flat(), ...refused, ...others];
  const told = texts.flatMap(({ text }) => explainPasted(text).map((one) => ({ text, one })));
  const elsewhere = told.filter(({ one }) => one.meaning.some((sentence) => NOT_OURS.test(sentence)));
  expect(elsewhere.length).toBeGreaterThan(80);
  const contradicted = elsewhere.flatMap(({ text, one: { meaning, next } }) => {
    const after = [...meaning.slice(meaning.findIndex((sentence) => NOT_OURS.test(sentence)) + 1), ...next];
    const ours = after.filter((sentence) => OURS.test(sentence) && !NOT_OURS.test(sentence));
    return ours.length === 0 ? [] : [{ text, ours }];
  });
  expect(contradicted).toEqual([]);
});

test("an error of another service ends with that service's own documentation", () => {
  expect(explainPasted(others[0]?.text ?? "")[0]?.next).toEqual([
    "Look ValidationException up in the documentation of the service that answered.",
  ]);
});
