/** AWS's record beside the decision on the policies of now: by layer, and by the ARN of the policy. */
import { describe, expect, test } from "vitest";
import type { ActionDecision, LayerDecision } from "../../model/action-decision.ts";
import { certain, parseAccountId } from "../../model/ids.ts";
import { refusalByLayer } from "../testing/broken-policies.ts";
import { compareDecision, compareNamed } from "./compared.ts";
import type { RefusingStatement } from "./recorded-refusal.ts";

const SCP = "service control policy";
const scp = (id: string): string => `arn:aws:organizations::123456789012:policy/o-1/service_control_policy/${id}`;

const recorded = (policy: string, layer = SCP): RefusingStatement => ({
  layer,
  policy,
  attachedTo: [],
  sid: "No",
  statement: null,
  since: "unknown",
  now: null,
  reason: null,
});

const denying = (...policies: readonly string[]): LayerDecision =>
  refusalByLayer({
    layer: SCP,
    isExplicit: true,
    statements: policies.map((policy) => ({
      policy,
      ...(policy.startsWith("arn:") ? { policyArn: policy } : {}),
      sid: "No",
      statement: 1,
      effect: "Deny",
      keys: [],
    })),
  });

const decided = (refusedBy: LayerDecision | null): ActionDecision => ({
  account: certain(parseAccountId("111122223333")),
  permissionSet: "Reader",
  action: "s3:GetObject",
  resource: null,
  region: null,
  summary: "",
  answer: refusedBy ? "deny" : "allow",
  refusedBy,
  resourcePolicy: null,
  layers: refusedBy ? [refusedBy] : [],
});

describe("a statement that denied", () => {
  test.each([
    {
      what: "the same policy",
      recordedPolicies: [scp("p-1")],
      now: [scp("p-1")],
      agrees: true,
      words: /decide the same.*p-1/,
    },
    {
      what: "one of several",
      recordedPolicies: [scp("p-1"), scp("p-2")],
      now: [scp("p-2")],
      agrees: true,
      words: /p-2/,
    },
    {
      what: "another policy",
      recordedPolicies: [scp("p-1")],
      now: [scp("p-2")],
      agrees: false,
      words: /^Disagreement: AWS's record names \S+p-1, and of the policies of now \S+p-2 denies it\.$/,
    },
    {
      what: "other policies",
      recordedPolicies: [scp("p-1")],
      now: [scp("p-2"), scp("p-3")],
      agrees: false,
      words: /p-2, \S+p-3 deny it/,
    },
    {
      what: "an inline policy",
      recordedPolicies: ["inline policy of R"],
      now: [scp("p-2")],
      agrees: true,
      words: /decide the same/,
    },
    {
      what: "an inline policy now",
      recordedPolicies: [scp("p-1")],
      now: ["inline policy x"],
      agrees: false,
      words: /of the policies of now inline policy x denies it/,
    },
  ])("$what", ({ recordedPolicies, now, agrees, words }) => {
    const found = compareDecision(
      { effect: "EXPLICIT_DENY", refusedBy: recordedPolicies.map((policy) => recorded(policy)), named: null },
      decided(denying(...now)),
    );
    expect(found.agrees).toBe(agrees);
    expect(found.words).toMatch(words);
  });

  test.each([
    { named: scp("p-1"), agrees: true },
    { named: scp("p-9"), agrees: false },
  ])("and the message names $named: $agrees", ({ named, agrees }) => {
    const found = compareDecision(
      { effect: "EXPLICIT_DENY", refusedBy: [recorded(scp("p-1"))], named },
      decided(denying(scp("p-1"))),
    );
    expect(found.agrees).toBe(agrees);
    if (!agrees) expect(found.words).toMatch(/the message names \S+p-9, and AWS's record \S+p-1/);
  });

  test("the policy that denied allows now", () => {
    const found = compareDecision(
      { effect: "EXPLICIT_DENY", refusedBy: [recorded(scp("p-1"))], named: null },
      decided(null),
    );
    expect(found).toMatchObject({ agrees: false, words: expect.stringContaining("the action is allowed") });
  });

  test("another layer denies now", () => {
    const found = compareDecision(
      {
        effect: "EXPLICIT_DENY",
        refusedBy: [recorded("arn:aws:iam::111122223333:policy/x", "identity-based policy")],
        named: null,
      },
      decided(denying(scp("p-1"))),
    );
    expect(found).toMatchObject({
      agrees: false,
      words: expect.stringContaining("a service control policy denies it"),
    });
  });
});

test.each([
  { what: "the same policy", now: denying(scp("p-1")), agrees: true, words: /decide the same.*p-1/ },
  {
    what: "another policy",
    now: denying(scp("p-2")),
    agrees: false,
    words: /names \S+p-1, and by .* \S+p-2 denies it/,
  },
  {
    what: "nothing that allows",
    now: refusalByLayer({ layer: SCP }),
    agrees: false,
    words: /no service control policy allows it/,
  },
  { what: "nothing that refuses", now: null, agrees: false, words: /the action is allowed/ },
])("a message that names a policy, and $what now", ({ now, agrees, words }) => {
  const found = compareNamed(scp("p-1"), decided(now));
  expect(found.agrees).toBe(agrees);
  expect(found.words).toMatch(words);
});
