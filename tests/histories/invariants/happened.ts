/** `proved` is only what is so, or what happened: each cause against the lab's state and the history, judged without the product. */

import type { DiagnosedCause } from "../../../src/model/diagnosis.ts";
import type { OrganizationDocument } from "../../../src/model/organization-document/document.ts";
import { peopleCalled } from "../questions.ts";
import { type GrantRow, gone, type Named, type Person } from "../world.ts";
import type { Answered, Invariant } from "./invariant.ts";

/** The grant that a cause is about, in the history's own terms. */
interface About {
  readonly answered: Answered;
  readonly document: OrganizationDocument;
  readonly person: Person | undefined;
  readonly account: string;
  /** Live sets and dead ones of the name; the live one first. */
  readonly sets: readonly Named[];
}

/** Undefined where the claim holds; else why not. */
type Check = (about: About) => string | undefined;

const unless = (holds: boolean, why: string): string | undefined => (holds ? undefined : why);

export const provedHappened: Invariant = (answered) =>
  answered.diagnosis.causes.flatMap((cause) => {
    const check = cause.confidence === "proved" ? CHECKS[cause.id] : undefined;
    const why = check?.(aboutOf(answered, cause));
    return why === undefined ? [] : [`${cause.id} is called proved, but ${why}`];
  });

function aboutOf(answered: Answered, { grant }: DiagnosedCause): About {
  const { world, question, truth } = answered;
  const name = grant?.permissionSet ?? question.means.set?.name;
  const ofName = world.sets.filter((set) => set.name === name);
  return {
    answered,
    document: truth.document,
    person: question.means.people[0],
    account: grant?.account ?? question.means.account?.id ?? "",
    sets: [...ofName].sort((a, b) => Number(a.goneAt !== undefined) - Number(b.goneAt !== undefined)),
  };
}

const liveSet = ({ sets }: About): string | undefined => sets.find(({ goneAt }) => goneAt === undefined)?.id;

const attached = (about: About): readonly string[] =>
  about.document.assignments
    .filter((row) => row.accountId === about.account && row.permissionSetArn === liveSet(about))
    .map(({ principal }) => principal.id);

const isThere = ({ document }: About, id: string): boolean =>
  document.users.some((user) => user.id === id) || document.groups.some((group) => group.id === id);

const groupsOf = ({ document, person }: About): readonly string[] =>
  document.memberships.filter(({ userId }) => userId === person?.id).map(({ groupId }) => groupId);

const isReached = (about: About): boolean =>
  attached(about).some((id) => id === about.person?.id || groupsOf(about).includes(id));

/** Groups that the person is in, or was in before they left or the group went. */
function groupsEver({ answered: { world }, person }: About): readonly string[] {
  const joined = world.happenings.flatMap((one) =>
    (one.what === "joined" || one.what === "left") && one.user === person?.id ? [one.group] : [],
  );
  return [
    ...joined,
    ...BEGINNING.flatMap(([user, group]) => (person?.name === user ? namedGroups(world.groups, group) : [])),
  ];
}

const BEGINNING = [
  ["ana.silva@example.com", "Developers"],
  ["bo.larsen@example.com", "Developers"],
  ["chi.nguyen@example.com", "Operators"],
] as const;

const namedGroups = (groups: readonly Named[], name: string): readonly string[] =>
  groups.filter((group) => group.name === name).map(({ id }) => id);

const accountState = ({ document, account }: About): string | undefined =>
  document.accounts.find(({ id }) => id === account)?.state;

const roleOf = (about: About) =>
  about.document.provisionedRoles.find(
    (role) => role.accountId === about.account && role.permissionSetArn === liveSet(about),
  );

const requests = (about: About, kind: "create-assignment" | "provision", status: string) =>
  about.document.requests.filter(
    (request) =>
      request.kind === kind &&
      request.status === status &&
      (request.accountId === about.account || request.accountId === undefined) &&
      request.permissionSetArn === liveSet(about),
  );

/** Removals of this grant that AWS carried out: the row was there, and the request succeeded. */
function removals(about: About): readonly GrantRow[] {
  const { world, truth } = about.answered;
  const setIds = about.sets.map(({ id }) => id);
  return world.happenings.flatMap((one) => {
    if (one.what !== "unassigned" || one.row.account !== about.account || !setIds.includes(one.row.set)) return [];
    return truth.outcomes.get(one.request)?.status === "SUCCEEDED" ? [one.row] : [];
  });
}

function wasRemoved(about: About): boolean {
  const own = [about.person?.id, ...groupsEver(about)];
  if (removals(about).some(({ principal }) => own.includes(principal))) return true;
  return about.answered.world.happenings.some(
    (one) => one.what === "left" && one.user === about.person?.id && attached(about).includes(one.group),
  );
}

/** A gone principal beside the grant, and a live one that took its name after it went: the person, or a group of the person's. */
function hasSuccessor(about: About): boolean {
  const { users, groups } = about.answered.world;
  const own = [about.person?.id ?? "", ...groupsOf(about)];
  return [...gone(users), ...gone(groups)]
    .filter(({ id }) => attached(about).includes(id))
    .some((old) =>
      [...users, ...groups].some(
        (heir) =>
          heir.goneAt === undefined &&
          heir.name === old.name &&
          heir.cameAt >= (old.goneAt ?? "") &&
          own.includes(heir.id),
      ),
    );
}

function hadFormerSet(about: About): boolean {
  const former = about.sets.filter(({ goneAt }) => goneAt !== undefined).map(({ id }) => id);
  const own = [about.person?.id, ...groupsEver(about)];
  return about.answered.world.happenings.some(
    (one) => "row" in one && former.includes(one.row.set) && own.includes(one.row.principal),
  );
}

function missingPolicies(about: About): boolean {
  const set = about.document.permissionSets.find(({ arn }) => arn === liveSet(about));
  const account = about.document.accounts.find(({ id }) => id === about.account);
  return (set?.customerManagedPolicies ?? []).some(
    ({ name, path }) => !account?.customerManagedPolicies.some((one) => one.name === name && one.path === path),
  );
}

const closed =
  (...states: readonly string[]): Check =>
  (about) =>
    unless(states.includes(accountState(about) ?? "gone"), `the account is ${accountState(about) ?? "gone"}`);

const CHECKS: Readonly<Record<string, Check>> = {
  "user-not-found": ({ answered: { question, world } }) =>
    unless(
      peopleCalled(
        world.users.filter(({ goneAt }) => goneAt === undefined),
        question.user,
      ).length === 0,
      "somebody has that name",
    ),
  "user-disabled": ({ document, person }) =>
    unless(document.users.find(({ id }) => id === person?.id)?.status === "DISABLED", "the user is enabled"),
  "not-a-member": (about) =>
    unless(
      attached(about).some((id) => about.document.groups.some((group) => group.id === id)) && !isReached(about),
      "no live group without the user is assigned",
    ),
  "group-empty": (about) =>
    unless(
      attached(about).some(
        (id) =>
          about.document.groups.some((group) => group.id === id) &&
          !about.document.memberships.some(({ groupId }) => groupId === id),
      ),
      "no empty group is assigned",
    ),
  "no-assignment": (about) => unless(!isReached(about), "the grant reaches the user"),
  "other-set-assigned": (about) => unless(!isReached(about), "the grant reaches the user"),
  "other-account-assigned": (about) => unless(!isReached(about), "the grant reaches the user"),
  "assignment-in-progress": (about) =>
    unless(requests(about, "create-assignment", "IN_PROGRESS").length > 0, "no creation is under way"),
  "assignment-failed": (about) =>
    unless(
      requests(about, "create-assignment", "FAILED").some(
        (request) =>
          request.kind !== "provision" &&
          [about.person?.id, ...groupsOf(about), ...groupsEver(about)].includes(request.principal.id),
      ),
      "no creation for the user or a group of the user's failed",
    ),
  "assignment-removed": (about) =>
    unless(wasRemoved(about), "nothing of it was taken from the user or a group of the user's"),
  "principal-deleted": (about) =>
    unless(
      attached(about).some((id) => !isThere(about, id)),
      "everybody who is assigned is there",
    ),
  "principal-recreated": (about) =>
    unless(hasSuccessor(about), "nobody who went is followed by the user or a group of the user's under the same name"),
  "set-recreated": (about) => unless(hadFormerSet(about), "the user never had the former set"),
  "provisioned-not-assigned": (about) => unless(!isReached(about), "the grant reaches the user"),
  "not-provisioned": (about) => unless(roleOf(about) === undefined && isReached(about), "the role is there"),
  outdated: (about) => unless(roleOf(about)?.freshness === "outdated", "the role is not outdated"),
  "provisioning-in-progress": (about) =>
    unless(requests(about, "provision", "IN_PROGRESS").length > 0, "no provisioning is under way"),
  "provisioning-failed": (about) => unless(requests(about, "provision", "FAILED").length > 0, "no provisioning failed"),
  "customer-managed-policy-missing": (about) =>
    unless(missingPolicies(about), "every policy that the set refers to is in the account now"),
  "role-missing": (about) => unless(roleOf(about)?.isRolePresent === false, "the role is in the account"),
  "account-not-in-organization": (about) => unless(accountState(about) === undefined, "the account is a member"),
  "account-suspended": closed("SUSPENDED"),
  "account-pending-closure": closed("PENDING_CLOSURE"),
  "account-closed": closed("CLOSED"),
};

/** Causes that histories are judged on; what is proved beside them is counted by the run, so that the list can grow. */
export const JUDGED_CAUSES: readonly string[] = Object.keys(CHECKS);
