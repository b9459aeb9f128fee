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

test.each<[string, Partial<Account>, Partial<PermissionSet>, RegExp | undefined]>([
  ["nothing stands in the way", {}, {}, undefined],
  ["a suspended account", { state: "SUSPENDED" }, {}, /account '111122223333' is taking longer than usual/],
  [
    "an own policy that is missing",
    {},
    { customerManagedPolicies: [own] },
    /Not supported policy arn:aws:iam::111122223333:policy\/team\/Own\.$/,
  ],
  [
    "an own policy of another path",
    { customerManagedPolicies: [{ name: "Own", path: "/" }] },
    { customerManagedPolicies: [own] },
    /Not supported policy/,
  ],
  ["an own policy that is there", { customerManagedPolicies: [own] }, { customerManagedPolicies: [own] }, undefined],
  [
    "more policies than a role takes",
    {},
    { managedPolicyArns: Array.from({ length: 11 }, (_, at) => `arn:aws:iam::aws:policy/P${at}`) },
    /Cannot exceed quota for PoliciesPerRole: 10/,
  ],
  [
    "an inline policy without effects",
    {},
    { inlinePolicy: { Version: "2012-10-17", Statement: [{ Action: "*" }] } },
    /MalformedPolicyDocument/,
  ],
])("%s", (_, account, set, expected) => {
  const reason = failure(account, set);
  if (expected === undefined) expect(reason).toBeUndefined();
  else expect(reason).toMatch(expected);
});
