/** Reads touched keys again and puts what they are now into the document. */
import type { GroupId, PermissionSetArn } from "../../model/ids.ts";
import type { Account, OrganizationDocument } from "../../model/organization-document/document.ts";
import { account as accountRowOf, byKey, permissionSet, provisionedRole } from "./assemble.ts";
import { sideBySide } from "./parallel.ts";
import {
  assignmentsOfPair,
  distinctPairs,
  FRESHNESS,
  PART_OF_LEDGER,
  pairsOfSet,
  type Reading,
  requestRecord,
  requestsOf,
} from "./parts.ts";
import { distinctTouched, type Touched } from "./touched.ts";

export interface ReadAgain {
  readonly document: OrganizationDocument;
  /** The parts, as JSON, that are known now. */
  readonly answered: ReadonlySet<string>;
}

type Change = (document: OrganizationDocument) => OrganizationDocument;
const UNCHANGED: Change = (document) => document;

export async function readTouched(
  reading: Reading,
  document: OrganizationDocument,
  touched: readonly Touched[],
): Promise<ReadAgain> {
  const answered = new Set<string>();
  const groupOf = new Map(document.memberships.map(({ id, groupId }) => [id, groupId]));
  const underWay = document.requests
    .filter(({ status }) => status === "IN_PROGRESS")
    .map(({ kind, id }) => ({ kind: "request", ledger: kind, id }) as const);
  // A membership that the snapshot does not know has come and gone since: its group is touched by its coming.
  const named = [...touched, ...underWay].flatMap((one): readonly Touched[] => {
    if (one.kind !== "membership") return [one];
    const group = groupOf.get(one.id);
    return group ? [{ kind: "members", id: group }] : [];
  });
  // Lists come first: what is put in after them may be named by them.
  const distinct = [...distinctTouched(named)].sort((a, b) => Number(b.kind === "list") - Number(a.kind === "list"));
  const changes = await sideBySide(distinct, (one) => readAgain(reading, one, document, answered));
  return { document: changes.reduce((now, change) => change(now), document), answered };
}

/** Nothing changes where the read failed: the gap says that what stands there may be old. */
async function readAgain(
  reading: Reading,
  touched: Touched,
  before: OrganizationDocument,
  answered: Set<string>,
): Promise<Change> {
  const { asked, answers } = reading;
  switch (touched.kind) {
    case "pair": {
      const { accountId, permissionSetArn } = touched;
      const part = { kind: "assignments", accountId, permissionSetArn } as const;
      const rows = await assignmentsOfPair(reading, touched);
      if (!rows) return UNCHANGED;
      answered.add(JSON.stringify(part));
      return (document) => ({
        ...document,
        assignments: byKey(
          [
            ...document.assignments.filter(
              (row) => row.accountId !== accountId || row.permissionSetArn !== permissionSetArn,
            ),
            ...rows,
          ],
          (row) => `${row.accountId} ${row.permissionSetArn} ${row.principal.type} ${row.principal.id}`,
        ),
      });
    }
    case "accounts-of-set":
      return provisionedAgain(reading, touched.permissionSetArn);
    case "request": {
      const details = await answers.read(
        `request ${touched.ledger} ${touched.id}`,
        { kind: PART_OF_LEDGER[touched.ledger] },
        () => asked.request(touched.ledger, touched.id),
      );
      if (details === undefined) return UNCHANGED;
      const record = details && details.status !== "SUCCEEDED" ? requestRecord(touched.ledger, details) : undefined;
      return (document) => ({
        ...document,
        requests: replaced(document.requests, touched.id, record),
      });
    }
    case "user": {
      const principal = { type: "USER", id: touched.id } as const;
      const user = await answers.read(`user ${touched.id}`, { kind: "principal", principal }, () =>
        asked.user(touched.id),
      );
      if (user === undefined) return UNCHANGED;
      answered.add(JSON.stringify({ kind: "principal", principal }));
      return (document) => ({
        ...document,
        users: replaced(document.users, touched.id, user ?? undefined),
        // The store takes memberships away with their user; assignments stay (facts A5).
        memberships: user ? document.memberships : document.memberships.filter(({ userId }) => userId !== touched.id),
      });
    }
    case "group": {
      const principal = { type: "GROUP", id: touched.id } as const;
      const group = await answers.read(`group ${touched.id}`, { kind: "principal", principal }, () =>
        asked.group(touched.id),
      );
      if (group === undefined) return UNCHANGED;
      answered.add(JSON.stringify({ kind: "principal", principal }));
      return (document) => ({
        ...document,
        groups: replaced(document.groups, touched.id, group ?? undefined),
        memberships: group
          ? document.memberships
          : document.memberships.filter(({ groupId }) => groupId !== touched.id),
      });
    }
    case "members":
      return membersAgain(reading, touched.id, answered);
    case "account": {
      const part = { kind: "account", accountId: touched.id } as const;
      const row = await answers.read(`account ${touched.id}`, part, () => asked.account(touched.id));
      if (row === undefined) return UNCHANGED;
      answered.add(JSON.stringify(part));
      return (document) => ({
        ...document,
        accounts: replaced(document.accounts, touched.id, row ? withState(row, document) : undefined),
      });
    }
    case "list":
      return listAgain(reading, touched.of, before);
    case "membership":
      return UNCHANGED;
  }
}

/** The row in its place by id, at its place in the order; undefined: it is gone. */
function replaced<Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string,
  row: Row | undefined,
): readonly Row[] {
  const others = rows.filter((one) => one.id !== id);
  return row ? byKey([...others, row], (one) => one.id) : others;
}

/** The parent is not told by DescribeAccount: what the document has of it stays. */
function withState(row: Parameters<typeof accountRowOf>[0], document: OrganizationDocument): Account {
  const known = document.accounts.find(({ id }) => id === row.id);
  const parentId = known?.parentId ?? document.accounts[0]?.parentId ?? "r-0000";
  return { ...(known ?? {}), ...accountRowOf(row, parentId) };
}

async function provisionedAgain(reading: Reading, arn: PermissionSetArn): Promise<Change> {
  const lists = await sideBySide(FRESHNESS, (freshness) => pairsOfSet(reading, arn, freshness));
  const [latest, outdated] = lists;
  if (!latest || !outdated) return UNCHANGED;
  return (document) => {
    const names = new Map(document.permissionSets.map((set) => [set.arn, set.name]));
    const roles = distinctPairs([...latest, ...outdated]).map((pair) => provisionedRole(pair, names));
    const others = document.provisionedRoles.filter(({ permissionSetArn }) => permissionSetArn !== arn);
    return {
      ...document,
      provisionedRoles: byKey([...others, ...roles], (row) => `${row.accountId} ${row.permissionSetArn}`),
    };
  };
}

async function membersAgain({ asked, answers }: Reading, groupId: GroupId, answered: Set<string>): Promise<Change> {
  const part = { kind: "members", groupId } as const;
  const rows = await answers.read(`members ${groupId}`, part, () => asked.members(groupId));
  if (!rows) return UNCHANGED;
  answered.add(JSON.stringify(part));
  return (document) => ({
    ...document,
    memberships: byKey(
      [...document.memberships.filter((row) => row.groupId !== groupId), ...rows],
      (row) => `${row.groupId} ${row.userId}`,
    ),
  });
}

/** A request that failed stays as it is; all others are described. */
async function provisioningAgain(reading: Reading, before: OrganizationDocument): Promise<Change> {
  const failed = before.requests.filter(({ kind, status }) => kind === "provision" && status === "FAILED");
  const [failures, underWay] = await requestsOf(reading, "provision", new Map(failed.map((row) => [row.id, row])));
  if (!failures || !underWay) return UNCHANGED;
  return (document) => ({
    ...document,
    requests: byKey(
      [...document.requests.filter(({ kind }) => kind !== "provision"), ...failures, ...underWay],
      ({ id }) => id,
    ),
  });
}

/** A whole list, because an event named nothing by its id. Names are asked for new sets only. */
async function listAgain(
  reading: Reading,
  of: Extract<Touched, { kind: "list" }>["of"],
  before: OrganizationDocument,
): Promise<Change> {
  const { asked, answers } = reading;
  switch (of) {
    case "sets": {
      const arns = await answers.read("sets", { kind: "permission-sets" }, asked.sets);
      if (!arns) return UNCHANGED;
      const known = new Set(before.permissionSets.map(({ arn }) => arn));
      const added = await sideBySide(
        arns.filter((arn) => !known.has(arn)),
        async (arn) => {
          const part = { kind: "permission-set", permissionSetArn: arn } as const;
          const name = await answers.read(`name ${arn}`, part, () => asked.setName(arn));
          return name ? [permissionSet({ arn, name })] : [];
        },
      );
      const present = new Set(arns);
      return (document) => ({
        ...document,
        permissionSets: byKey(
          [...document.permissionSets.filter(({ arn }) => present.has(arn)), ...added.flat()],
          ({ arn }) => arn,
        ),
      });
    }
    case "users": {
      const users = await answers.read("users", { kind: "users" }, asked.users);
      return users ? (document) => ({ ...document, users: byKey(users, ({ id }) => id) }) : UNCHANGED;
    }
    case "groups": {
      const groups = await answers.read("groups", { kind: "groups" }, asked.groups);
      return groups ? (document) => ({ ...document, groups: byKey(groups, ({ id }) => id) }) : UNCHANGED;
    }
    case "provisioning-requests":
      return provisioningAgain(reading, before);
    case "accounts": {
      const rows = await answers.read("accounts", { kind: "accounts" }, asked.accounts);
      if (!rows) return UNCHANGED;
      return (document) => ({
        ...document,
        accounts: byKey(
          rows.map((row) => withState(row, document)),
          ({ id }) => id,
        ),
      });
    }
  }
}
