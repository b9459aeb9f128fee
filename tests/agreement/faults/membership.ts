/** Faults between the user and the group that has the assignment. */
import { type Draft, groupId } from "../organization.ts";
import { askedUser, EARLIER, fill, type InjectedFault, leave, throughGroups } from "./fault.ts";

/** The user is in none of the groups that have the grant; others are. Returns those groups. */
function leftOut(draft: Draft): string[] {
  const groups = throughGroups(draft);
  leave(draft, groups);
  fill(draft, groups);
  return groups;
}

const groupNamed = (draft: Draft, name: string | undefined) =>
  draft.groups.find(({ displayName }) => displayName === name);

/** Rows of a draft name groups by their display names. */
function rename(draft: Draft, from: string, to: string): void {
  const named = <Row extends { readonly group?: string | undefined }>(row: Row): Row =>
    row.group === from ? { ...row, group: to } : row;
  draft.groups = draft.groups.map((group) => (group.displayName === from ? { ...group, displayName: to } : group));
  draft.memberships = draft.memberships.map(named);
  draft.assignments = draft.assignments.map(named);
  draft.requests = draft.requests.map(named);
}

/** A refused synchronisation of a group, as CloudTrail has it (facts 5.5). */
function refusedSync(draft: Draft, name: string | undefined, operation: Record<string, unknown>, error: string): void {
  draft.groups = draft.groups.map((group) =>
    group.displayName === name ? { ...group, externalId: `idp-${group.id}` } : group,
  );
  draft.events.push({
    eventVersion: "1.08",
    userIdentity: { type: "Unknown", accountId: "123456789012" },
    eventTime: EARLIER,
    eventSource: "identitystore-scim.amazonaws.com",
    eventName: "PatchGroup",
    awsRegion: "us-east-1",
    errorCode: error,
    errorMessage: "The request was refused.",
    requestParameters: {
      tenantId: "1a2b3c",
      id: groupNamed(draft, name)?.id,
      httpBody: { operations: [{ ...operation, path: "members" }] },
    },
    eventType: "AwsApiCall",
    readOnly: false,
    recipientAccountId: "123456789012",
  });
}

const MOST_GROUPS = 1000;

export const MEMBERSHIP_FAULTS: readonly InjectedFault[] = [
  { name: "not-a-member", inject: (draft) => void leftOut(draft) },
  {
    name: "group-empty",
    inject: (draft) => {
      const groups = throughGroups(draft);
      draft.memberships = draft.memberships.filter(({ group }) => !groups.includes(group));
    },
  },
  {
    name: "primary-group",
    inject: (draft) => {
      const [group] = leftOut(draft);
      if (group !== undefined) rename(draft, group, "Domain Users@corp.example.com");
    },
  },
  {
    name: "nested-group",
    inject: (draft) => {
      const [parent] = leftOut(draft);
      const child = { id: groupId(7001), displayName: "The child group" };
      draft.groups.push(child);
      draft.memberships.push({ group: child.displayName, user: draft.asked.user });
      refusedSync(draft, parent, { op: "add", value: [{ value: child.id }] }, "ResourceNotFoundException");
    },
  },
  {
    name: "membership-not-synced",
    inject: (draft) => {
      const [group] = leftOut(draft);
      const value = [{ value: askedUser(draft)?.id ?? "" }];
      refusedSync(draft, group, { op: "replace", value }, "ValidationException");
    },
  },
  {
    name: "too-many-groups",
    rarity: 20,
    inject: (draft) => {
      for (let at = 0; at <= MOST_GROUPS; at += 1) {
        const displayName = `Crowd ${at}`;
        draft.groups.push({ id: groupId(8000 + at), displayName });
        draft.memberships.push({ group: displayName, user: draft.asked.user });
      }
    },
  },
];
