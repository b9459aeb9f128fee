/** Permission sets: made, filled, emptied, deleted and made again under the same name. */
import { POLICY_NAMES, SET_NAMES } from "../beginning.ts";
import { alive, type HistoryWorld, type Named, oneOf, tell, wasDone } from "../world.ts";
import { assignedRows, mayWait } from "./grants.ts";
import type { Step } from "./step.ts";

const MANAGED = ["ReadOnlyAccess", "SecurityAudit", "job-function/ViewOnlyAccess"].map(
  (name) => `arn:aws:iam::aws:policy/${name}`,
);
const INLINE = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}';

async function create(world: HistoryWorld, name: string): Promise<string> {
  const answer = await world.api.call("sso-admin", "CreatePermissionSet", { InstanceArn: world.instance, Name: name });
  if (!wasDone(answer)) return tell(`create set ${name}`, answer);
  const { PermissionSetArn } = answer.output["PermissionSet"] as { PermissionSetArn: string };
  world.sets.push({ id: PermissionSetArn, name, cameAt: await world.now() });
  await world.api.call("sso-admin", "AttachManagedPolicyToPermissionSet", {
    InstanceArn: world.instance,
    PermissionSetArn,
    ManagedPolicyArn: MANAGED[0],
  });
  return `create set ${name} with a managed policy`;
}

async function remove(world: HistoryWorld, set: Named): Promise<string> {
  const answer = await world.api.call("sso-admin", "DeletePermissionSet", {
    InstanceArn: world.instance,
    PermissionSetArn: set.id,
  });
  if (wasDone(answer)) set.goneAt = await world.now();
  return tell(`delete set ${set.name}`, answer);
}

/** One call that changes what a set holds. */
function change(words: string, operation: string, more: (world: HistoryWorld) => object): Step {
  return async (world) => {
    const set = oneOf(world, alive(world.sets));
    if (!set) return undefined;
    const answer = await world.api.call("sso-admin", operation, {
      InstanceArn: world.instance,
      PermissionSetArn: set.id,
      ...more(world),
    });
    return tell(`${words} ${set.name}`, answer);
  };
}

const reference = (world: HistoryWorld) => ({ Name: world.random.pick(POLICY_NAMES), Path: "/" });

export const setSteps: Readonly<Record<string, Step>> = {
  "create-set": async (world) => {
    const name = world.random.pick(SET_NAMES);
    return alive(world.sets).some((set) => set.name === name) ? undefined : create(world, name);
  },
  "delete-set": async (world) => {
    const set = oneOf(world, alive(world.sets));
    return set && remove(world, set);
  },
  /** As a script would do it: everybody out, the set deleted and made again, and now and then the assignments with it. */
  "recreate-set": async (world) => {
    const set = oneOf(world, alive(world.sets));
    if (!set) return undefined;
    const rows = (await Promise.all(alive(world.accounts).map(({ id }) => assignedRows(world, id)))).flat();
    const own = rows.filter((row) => row.set === set.id);
    for (const row of own) {
      const answer = await world.api.call("sso-admin", "DeleteAccountAssignment", {
        InstanceArn: world.instance,
        TargetId: row.account,
        TargetType: "AWS_ACCOUNT",
        PermissionSetArn: row.set,
        PrincipalType: row.principalType,
        PrincipalId: row.principal,
      });
      const status = wasDone(answer) ? answer.output["AccountAssignmentDeletionStatus"] : undefined;
      const request = (status as { RequestId?: string } | undefined)?.RequestId;
      if (request !== undefined) world.happenings.push({ what: "unassigned", at: await world.now(), row, request });
    }
    await world.api.control("POST", "/_lab/clock", { advance: "PT2M30S" });
    const words = [`remove the ${own.length} assignments of ${set.name}`, await remove(world, set)];
    if (set.goneAt !== undefined) words.push(await create(world, set.name));
    await mayWait(world);
    return words.join("; ");
  },
  "attach-managed": change("attach a managed policy to", "AttachManagedPolicyToPermissionSet", ({ random }) => ({
    ManagedPolicyArn: random.pick(MANAGED),
  })),
  "detach-managed": change("detach a managed policy from", "DetachManagedPolicyFromPermissionSet", ({ random }) => ({
    ManagedPolicyArn: random.pick(MANAGED),
  })),
  "put-inline": change("put an inline policy into", "PutInlinePolicyToPermissionSet", () => ({ InlinePolicy: INLINE })),
  "delete-inline": change("delete the inline policy of", "DeleteInlinePolicyFromPermissionSet", () => ({})),
  "refer-to-policy": change(
    "refer to a customer managed policy in",
    "AttachCustomerManagedPolicyReferenceToPermissionSet",
    (world) => ({ CustomerManagedPolicyReference: reference(world) }),
  ),
  "stop-referring": change(
    "drop a customer managed policy from",
    "DetachCustomerManagedPolicyReferenceFromPermissionSet",
    (world) => ({ CustomerManagedPolicyReference: reference(world) }),
  ),
};
