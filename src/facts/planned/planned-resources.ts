/** Groups, users and permission sets that a plan makes or renames, with ids of their own until AWS gives them real ones. */
import type { OpenChange } from "../../model/access-test.ts";
import { derivedGroupId, derivedPermissionSetArn, derivedUserId } from "../../model/derived-ids.ts";
import type { Group, OrganizationDocument, PermissionSet, User } from "../../model/organization-document/document.ts";
import type { PlannedChange } from "../../model/organization-document/written/planned-change.ts";
import { openChange } from "./open-change.ts";

/** The attribute by which others refer to a resource of this type; `id` is the same for the identity store. */
const ID_OF: Readonly<Record<string, readonly string[]>> = {
  aws_identitystore_group: ["group_id", "id"],
  aws_identitystore_user: ["user_id", "id"],
  aws_ssoadmin_permission_set: ["arn"],
};

export interface NewIds {
  /** The attribute's value after the plan; where the plan does not know it, the id of the one new resource it refers to. */
  readonly valueOf: (change: PlannedChange, attribute: string) => string | undefined;
}

interface NewResource {
  readonly type: string;
  readonly id: string;
}

export interface CreatedResources {
  readonly document: OrganizationDocument;
  readonly ids: NewIds;
  readonly open: readonly OpenChange[];
}

/** The document with what the plan makes or renames. */
export function createdResources(document: OrganizationDocument, changes: readonly PlannedChange[]): CreatedResources {
  const store = document.instance?.identityStoreId ?? "";
  const byAddress = new Map<string, NewResource>();
  const users = new Map(document.users.map((row) => [row.id, row]));
  const groups = new Map(document.groups.map((row) => [row.id, row]));
  const sets = new Map(document.permissionSets.map((row) => [row.arn, row]));
  const open: OpenChange[] = [];
  for (const change of changes) {
    const { type, address, after } = change;
    if (!after || !(type in ID_OF)) continue;
    const attribute = NAME_OF[type] ?? "name";
    const name = after[attribute];
    if (name === undefined) open.push(openChange(change, [change.names ? attribute : "name"], { isUnnamed: true }));
    else if (type === "aws_identitystore_user") {
      const user = plannedUser(users, change, name, store, document.takenAt);
      byAddress.set(address, { type, id: user.id });
      users.set(user.id, user);
    } else if (type === "aws_identitystore_group") {
      const group = plannedGroup(groups, change, name, store, document.takenAt);
      byAddress.set(address, { type, id: group.id });
      groups.set(group.id, group);
    } else if (document.instance) {
      const arn = derivedPermissionSetArn(document.instance.arn, name);
      const set = existing(sets, change, "arn") ??
        declared(sets, change, (row) => row.name === name) ?? { ...NEW_SET, arn, name, createdAt: document.takenAt };
      byAddress.set(address, { type, id: set.arn });
      sets.set(set.arn, set);
    }
  }
  return {
    document: {
      ...document,
      users: [...users.values()],
      groups: [...groups.values()],
      permissionSets: [...sets.values()],
    },
    ids: { valueOf: (change, attribute) => change.after?.[attribute] ?? referredTo(change, attribute, byAddress) },
    open,
  };
}

const NAME_OF: Readonly<Record<string, string>> = {
  aws_identitystore_group: "display_name",
  aws_identitystore_user: "user_name",
  aws_ssoadmin_permission_set: "name",
};

/** API model of sso-admin: a set without a session duration has one hour. */
const NEW_SET: Omit<PermissionSet, "arn" | "name" | "createdAt"> = {
  managedPolicyArns: [],
  customerManagedPolicies: [],
  inlinePolicy: "",
  sessionDuration: "PT1H",
  tags: {},
};

/** What is changed in place. */
function existing<Id extends string, Row>(
  rows: ReadonlyMap<Id, Row>,
  { before, isReplaced }: PlannedChange,
  idAttribute: string,
): Row | undefined {
  const id = before?.[idAttribute];
  return isReplaced || id === undefined ? undefined : new Map<string, Row>(rows).get(id);
}

/** What is to be, and is there: names of groups and sets are unique (facts A6, D8). */
const declared = <Row>(
  rows: ReadonlyMap<string, Row>,
  { isDeclared, isReplaced }: PlannedChange,
  fits: (row: Row) => boolean,
): Row | undefined => (isDeclared && !isReplaced ? [...rows.values()].find(fits) : undefined);

function plannedUser(
  users: ReadonlyMap<User["id"], User>,
  change: PlannedChange,
  userName: string,
  store: string,
  at: string,
): User {
  const displayName = change.after?.["display_name"] ?? userName;
  const old = existing(users, change, "user_id");
  if (old) return { ...old, userName, displayName };
  return {
    id: derivedUserId(store, userName),
    userName,
    displayName,
    givenName: "",
    familyName: "",
    email: change.emails[0],
    status: "ENABLED",
    createdAt: at,
  };
}

function plannedGroup(
  groups: ReadonlyMap<Group["id"], Group>,
  change: PlannedChange,
  displayName: string,
  store: string,
  at: string,
): Group {
  const old =
    existing(groups, change, "group_id") ?? declared(groups, change, (row) => row.displayName === displayName);
  return old ? { ...old, displayName } : { id: derivedGroupId(store, displayName), displayName, createdAt: at };
}

/** Only where everything that the expression refers to is the id of one resource: any other could be another value. */
function referredTo(
  { references }: PlannedChange,
  attribute: string,
  byAddress: ReadonlyMap<string, NewResource>,
): string | undefined {
  const words = references[attribute] ?? [];
  for (const [address, { type, id }] of byAddress) {
    const own = (ID_OF[type] ?? []).map((name) => `${address}.${name}`);
    if (words.some((word) => own.includes(word)) && words.every((word) => word === address || own.includes(word)))
      return id;
  }
  return undefined;
}
