/** The organization as it would be once a plan of Terraform or CloudFormation is carried out, and what of it is not known before that. */
import type { OpenChange } from "../../model/access-test.ts";
import { derivedMembershipId, derivedRoleSuffix } from "../../model/derived-ids.ts";
import { certain, parseAccountId, parseGroupId, parsePermissionSetArn, parseUserId } from "../../model/ids.ts";
import type {
  Assignment,
  Membership,
  OrganizationDocument,
  ProvisionedRole,
} from "../../model/organization-document/document.ts";
import {
  ASSIGNMENT,
  KNOWN_TYPES,
  MEMBERSHIP,
  type PlannedChange,
  type PlannedChanges,
} from "../../model/organization-document/written/planned-change.ts";
import { reservedRoleName } from "../../model/reserved-role.ts";
import { ofThisInstance } from "./of-this-instance.ts";
import { doubtfulChange, openChange } from "./open-change.ts";
import { plannedEntitlements } from "./planned-entitlements.ts";
import { createdResources, type NewIds } from "./planned-resources.ts";
import { assignmentKey, pairKey, removed } from "./removed.ts";
import { replacedRoleWarnings } from "./replaced-roles.ts";

export interface PlannedDocument {
  readonly document: OrganizationDocument;
  /** Changes that could not be carried out in thought. */
  readonly open: readonly OpenChange[];
  /** Changes of other kinds that bear on access, in words. */
  readonly notExamined: readonly string[];
  /** What happens on the way that the organization afterwards does not show. */
  readonly warnings: readonly string[];
}

/** Everything that is removed goes first, then what is made, in the order of its dependencies: so does Terraform. */
export function plannedDocument(document: OrganizationDocument, plan: PlannedChanges): PlannedDocument {
  const { own, notExamined } = ofThisInstance(document, plan.changes);
  const changes = own.filter(({ doubt }) => doubt === undefined);
  const afterRemovals = removed(document, changes);
  const { document: withResources, ids, open } = createdResources(afterRemovals, changes);
  const memberships = changesTo(changes, MEMBERSHIP).map((change) => newMembership(change, ids));
  const assignments = changesTo(changes, ASSIGNMENT).map((change) => newAssignment(change, ids));
  const entitled = plannedEntitlements(withResources, changes, ids);
  const made = assignments.flatMap((one) => ("row" in one ? [one.row] : []));
  return {
    document: {
      ...withResources,
      memberships: joined(
        withResources.memberships,
        memberships.flatMap((one) => ("row" in one ? [one.row] : [])),
        ({ groupId, userId }) => `${groupId} ${userId}`,
      ),
      assignments: joined(withResources.assignments, made, assignmentKey),
      provisionedRoles: joined(
        withResources.provisionedRoles,
        made.flatMap((row) => rolesOf(withResources, row)),
        pairKey,
      ),
      entitlements: entitled.entitlements,
    },
    open: [
      ...own.filter(({ doubt }) => doubt !== undefined).map((change) => doubtfulChange(document, change)),
      ...open,
      ...entitled.open,
      ...[...memberships, ...assignments].flatMap((one) => ("open" in one ? [one.open] : [])),
    ],
    notExamined: [...elsewhere(changes), ...notExamined, ...plan.limits],
    // CloudFormation creates before it cleans up (User Guide, "Update behaviors of stack resources").
    warnings: plan.source === "terraform" ? replacedRoleWarnings({ document, afterRemovals, changes, made }) : [],
  };
}

const changesTo = (changes: readonly PlannedChange[], type: string): readonly PlannedChange[] =>
  changes.filter((change) => change.type === type && change.after !== undefined);

function joined<Row>(rows: readonly Row[], more: readonly Row[], keyOf: (row: Row) => string): readonly Row[] {
  const known = new Map(more.map((row) => [keyOf(row), row]));
  for (const row of rows) known.delete(keyOf(row));
  return [...rows, ...known.values()];
}

type Made<Row> = { readonly row: Row } | { readonly open: OpenChange };

function newMembership(change: PlannedChange, ids: NewIds): Made<Membership> {
  const group = parseGroupId(ids.valueOf(change, "group_id") ?? "");
  const user = parseUserId(ids.valueOf(change, "member_id") ?? "");
  if (group.kind !== "ok" || user.kind !== "ok")
    return {
      open: openChange(change, [
        ...(group.kind === "ok" ? [] : ["group_id"]),
        ...(user.kind === "ok" ? [] : ["member_id"]),
      ]),
    };
  const row = { groupId: group.value, userId: user.value };
  return { row: { id: derivedMembershipId(row.groupId, row.userId), ...row } };
}

function newAssignment(change: PlannedChange, ids: NewIds): Made<Assignment> {
  const account = parseAccountId(ids.valueOf(change, "target_id") ?? "");
  const set = parsePermissionSetArn(ids.valueOf(change, "permission_set_arn") ?? "");
  const type = ids.valueOf(change, "principal_type");
  const id = ids.valueOf(change, "principal_id") ?? "";
  const principal = type === "GROUP" ? parseGroupId(id) : type === "USER" ? parseUserId(id) : undefined;
  if (account.kind === "ok" && set.kind === "ok" && principal?.kind === "ok")
    return {
      row: {
        accountId: account.value,
        permissionSetArn: set.value,
        principal:
          type === "GROUP"
            ? { type: "GROUP", id: certain(parseGroupId(id)) }
            : { type: "USER", id: certain(parseUserId(id)) },
      },
    };
  const unknown = [
    ...(account.kind === "ok" ? [] : ["target_id"]),
    ...(set.kind === "ok" ? [] : ["permission_set_arn"]),
    ...(principal?.kind === "ok" ? [] : [type === undefined && id !== "" ? "principal_type" : "principal_id"]),
  ];
  return {
    open: openChange(change, unknown, {
      ...(account.kind === "ok" ? { accountId: account.value } : {}),
      ...(set.kind === "ok" ? { permissionSetArn: set.value } : {}),
    }),
  };
}

/** An assignment that is created provisions its set, where the account is open (facts S1, A12). */
function rolesOf(
  { accounts, permissionSets, takenAt }: OrganizationDocument,
  { accountId, permissionSetArn }: Assignment,
): readonly ProvisionedRole[] {
  const set = permissionSets.find(({ arn }) => arn === permissionSetArn);
  if (!set || !accounts.some(({ id, state }) => id === accountId && state === "ACTIVE")) return [];
  const roleName = reservedRoleName(set.name, derivedRoleSuffix(accountId, permissionSetArn));
  return [{ accountId, permissionSetArn, roleName, freshness: "latest", isRolePresent: true, createdAt: takenAt }];
}

/** Attachments and policies change what a set allows, not who has it. */
function elsewhere(changes: readonly PlannedChange[]): readonly string[] {
  const types = changes.map(({ type }) => type).filter((type) => !KNOWN_TYPES.includes(type) && NEAR_ACCESS.test(type));
  return [...new Set(types)].map((type) => `changes of the plan to ${type}`);
}

const NEAR_ACCESS =
  /^(?:aws_(?:ssoadmin|identitystore|organizations|accountaccess)_|AWS::(?:SSO|IdentityStore|Organizations|AccountAccess)::)/;
