/** Changes of assignments and permission sets. */
import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  DeleteInlinePolicyFromPermissionSetCommand,
  DeletePermissionSetCommand,
  DetachManagedPolicyFromPermissionSetCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  UpdatePermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import type { ChangingWorld, Row } from "./world.ts";

const MANAGED = ["ReadOnlyAccess", "ViewOnlyAccess", "SecurityAudit", "job-function/Billing", "AmazonS3FullAccess"];
const arnOf = (name: string): string => `arn:aws:iam::aws:policy/${name}`;
const INLINE = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}';

const input = ({ InstanceArn }: ChangingWorld, { accountId, set, type, principal }: Row) => ({
  InstanceArn,
  TargetId: accountId,
  TargetType: "AWS_ACCOUNT" as const,
  PermissionSetArn: set,
  PrincipalType: type,
  PrincipalId: principal,
});

async function assign(world: ChangingWorld, type: Row["type"]): Promise<boolean> {
  const [accountId, set] = [world.one(world.accounts), world.one(world.sets)];
  const principal = world.one(type === "USER" ? world.users : world.groups);
  if (!accountId || !set || !principal) return false;
  const row = { accountId, set, type, principal };
  if (world.assignments.some((one) => JSON.stringify(one) === JSON.stringify(row))) return false;
  await world.sso.send(new CreateAccountAssignmentCommand(input(world, row)));
  world.assignments.push(row);
  return true;
}

/** A set that is there, for a change of it. */
async function ofSet(world: ChangingWorld, change: (set: string) => Promise<unknown>): Promise<boolean> {
  const set = world.one(world.sets);
  if (!set) return false;
  await change(set);
  return true;
}

/** Each answers whether it could find something to change. */
export const grantChanges: Readonly<Record<string, (world: ChangingWorld) => Promise<boolean>>> = {
  assignUser: (world) => assign(world, "USER"),
  assignGroup: (world) => assign(world, "GROUP"),
  unassign: async (world) => {
    const row = world.taken(world.assignments);
    if (!row) return false;
    await world.sso.send(new DeleteAccountAssignmentCommand(input(world, row)));
    return true;
  },
  createSet: async (world) => {
    const { InstanceArn } = world;
    const { PermissionSet } = await world.sso.send(
      new CreatePermissionSetCommand({ InstanceArn, Name: `New-${world.fresh()}` }),
    );
    world.sets.push(PermissionSet?.PermissionSetArn ?? "");
    return true;
  },
  deleteSet: async (world) => {
    const used = new Set(world.assignments.map(({ set }) => set));
    const set = world.one(world.sets.filter((arn) => !used.has(arn)));
    if (!set) return false;
    await world.sso.send(new DeletePermissionSetCommand({ InstanceArn: world.InstanceArn, PermissionSetArn: set }));
    world.sets.splice(world.sets.indexOf(set), 1);
    return true;
  },
  updateSet: (world) =>
    ofSet(world, (PermissionSetArn) =>
      world.sso.send(
        new UpdatePermissionSetCommand({
          InstanceArn: world.InstanceArn,
          PermissionSetArn,
          Description: `Number ${world.fresh()}`,
        }),
      ),
    ),
  putInlinePolicy: (world) =>
    ofSet(world, (PermissionSetArn) =>
      world.sso.send(
        new PutInlinePolicyToPermissionSetCommand({
          InstanceArn: world.InstanceArn,
          PermissionSetArn,
          InlinePolicy: INLINE,
        }),
      ),
    ),
  deleteInlinePolicy: (world) =>
    ofSet(world, (PermissionSetArn) =>
      world.sso.send(
        new DeleteInlinePolicyFromPermissionSetCommand({ InstanceArn: world.InstanceArn, PermissionSetArn }),
      ),
    ),
  putBoundary: (world) =>
    ofSet(world, (PermissionSetArn) =>
      world.sso.send(
        new PutPermissionsBoundaryToPermissionSetCommand({
          InstanceArn: world.InstanceArn,
          PermissionSetArn,
          PermissionsBoundary: { ManagedPolicyArn: arnOf("PowerUserAccess") },
        }),
      ),
    ),
  attachPolicy: (world) =>
    ofSet(world, (PermissionSetArn) =>
      world.sso.send(
        new AttachManagedPolicyToPermissionSetCommand({
          InstanceArn: world.InstanceArn,
          PermissionSetArn,
          ManagedPolicyArn: arnOf(world.one(MANAGED) ?? ""),
        }),
      ),
    ),
  detachPolicy: async (world) => {
    const set = world.one(world.sets);
    if (!set) return false;
    const at = { InstanceArn: world.InstanceArn, PermissionSetArn: set };
    const { AttachedManagedPolicies } = await world.sso.send(new ListManagedPoliciesInPermissionSetCommand(at));
    const attached = world.one(AttachedManagedPolicies ?? []);
    if (!attached?.Arn) return false;
    await world.sso.send(new DetachManagedPolicyFromPermissionSetCommand({ ...at, ManagedPolicyArn: attached.Arn }));
    return true;
  },
  provisionEverywhere: (world) =>
    ofSet(world, (PermissionSetArn) =>
      world.sso.send(
        new ProvisionPermissionSetCommand({
          InstanceArn: world.InstanceArn,
          PermissionSetArn,
          TargetType: "ALL_PROVISIONED_ACCOUNTS",
        }),
      ),
    ),
  provisionOne: async (world) => {
    const row = world.one(world.assignments);
    if (!row) return false;
    await world.sso.send(
      new ProvisionPermissionSetCommand({
        InstanceArn: world.InstanceArn,
        PermissionSetArn: row.set,
        TargetType: "AWS_ACCOUNT",
        TargetId: row.accountId,
      }),
    );
    return true;
  },
};
