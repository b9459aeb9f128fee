/** Why a set cannot be put into an account, each in the words of its FailureReason (facts 2.4). */
import { expect, test } from "vitest";
import { loadOrganizationDocument } from "../../model/organization-document/load.ts";
import type { WrittenDocument } from "../../model/organization-document/written/document.ts";
import { createClock } from "./clock.ts";
import { provisioningFailure } from "./provisioning-failure.ts";
import { createRandom } from "./random.ts";
import { createWorld } from "./world.ts";

type Account = NonNullable<WrittenDocument["accounts"]>[number];
type PermissionSet = NonNullable<WrittenDocument["permissionSets"]>[number];

function failure(account: Partial<Account>, set: Partial<PermissionSet>): string | undefined {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: "111122223333", name: "sandbox", ...account }],
    permissionSets: [{ name: "Reader", ...set }],
  });
  if (loaded.kind === "invalid") throw new TypeError(JSON.stringify(loaded.problems));
  const world = createWorld(loaded.document, { clock: createClock(), random: createRandom(1) });
  const [permissionSet] = world.permissionSets;
  const target = [...world.accounts].find(({ id }) => id === "111122223333");
  if (!permissionSet || !target) throw new TypeError("the document has an account and a set");
  return provisioningFailure(world, { accountId: target.id, permissionSetArn: permissionSet.arn });
}

const own = { name: "Own", path: "/team/" };

test.each<{
  readonly what: string;
  readonly account: Partial<Account>;
  readonly set: Partial<PermissionSet>;
  readonly expected: RegExp | undefined;
}>([
  { what: "nothing stands in the way", account: {}, set: {}, expected: undefined },
  {
    what: "a suspended account",
    account: { state: "SUSPENDED" },
    set: {},
    expected: /account '111122223333' is taking longer than usual/,
  },
  {
    what: "an own policy that is missing",
    account: {},
    set: { customerManagedPolicies: [own] },
    expected: /Not supported policy arn:aws:iam::111122223333:policy\/team\/Own\.$/,
  },
  {
    what: "an own policy of another path",
    account: { customerManagedPolicies: [{ name: "Own", path: "/" }] },
    set: { customerManagedPolicies: [own] },
    expected: /Not supported policy/,
  },
  {
    what: "an own policy that is there",
    account: { customerManagedPolicies: [own] },
    set: { customerManagedPolicies: [own] },
    expected: undefined,
  },
  {
    what: "more policies than a role takes",
    account: {},
    set: { managedPolicyArns: Array.from({ length: 11 }, (_, at) => `arn:aws:iam::aws:policy/P${at}`) },
    expected: /Cannot exceed quota for PoliciesPerRole: 10/,
  },
  {
    what: "an inline policy without effects",
    account: {},
    set: { inlinePolicy: { Version: "2012-10-17", Statement: [{ Action: "*" }] } },
    expected: /MalformedPolicyDocument/,
  },
  ...[
    { Version: "2011-01-01", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    { Statement: [{ Effect: "Perhaps", Action: "*", Resource: "*" }] },
    { Statement: [{ Effect: "Allow", Action: "*", NotAction: "*", Resource: "*" }] },
    { Statement: [{ Effect: "Allow", Action: "*", Resource: "bucket" }] },
    { Statement: ["a", "a"].map((Sid) => ({ Sid, Effect: "Allow", Action: "*", Resource: "*" })) },
    { Statement: [{ Effect: "Allow", Action: "*", Resource: "*", Else: 1 }] },
  ].map((inlinePolicy) => ({
    what: `an inline policy that IAM refuses: ${JSON.stringify(inlinePolicy)}`,
    account: {},
    set: { inlinePolicy },
    expected: /MalformedPolicyDocument/,
  })),
])("$what", ({ account, set, expected }) => {
  const reason = failure(account, set);
  if (expected === undefined) expect(reason).toBeUndefined();
  else expect(reason).toMatch(expected);
});
