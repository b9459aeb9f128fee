/** Reads a whole list again, because an event named nothing by its id. */
import type { UnreadPart } from "../../model/coverage.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { Ledger } from "../reader.ts";
import { byKey, permissionSet } from "./assemble.ts";
import { exchanged, type MaybeAgain, type ToRead } from "./document-change.ts";
import { sideBySide } from "./parallel.ts";
import { PART_OF_LEDGER, type Reading, requestsOf } from "./parts.ts";
import { withParent } from "./read-keys.ts";
import { unitsAgain } from "./read-units.ts";

export async function listAgain(
  reading: Reading,
  of: Extract<ToRead, { kind: "list" }>["of"],
  before: OrganizationDocument,
): Promise<MaybeAgain> {
  switch (of) {
    case "sets":
      return setsAgain(reading, before);
    case "users":
      return usersAgain(reading);
    case "groups":
      return groupsAgain(reading);
    case "accounts":
      return accountsAgain(reading);
    case "units":
      return unitsAgain(reading, before);
    case "creation-requests":
      return ledgerAgain(reading, "create-assignment", before);
    case "deletion-requests":
      return ledgerAgain(reading, "delete-assignment", before);
    case "provisioning-requests":
      return ledgerAgain(reading, "provision", before);
  }
}

/** Names are asked for new sets only: they never change (facts B1). */
async function setsAgain({ asked, answers }: Reading, before: OrganizationDocument): Promise<MaybeAgain> {
  const arns = await answers.read("sets", { kind: "permission-sets" }, asked.sets);
  if (!arns) return undefined;
  const known = new Set(before.permissionSets.map(({ arn }) => arn));
  const added = await sideBySide(
    arns.filter((arn) => !known.has(arn)),
    async (arn) => {
      const part: UnreadPart = { kind: "permission-set", permissionSetArn: arn };
      const name = await answers.read(`name ${arn}`, part, () => asked.setName(arn));
      return name === undefined ? [] : [{ part, set: name === null ? [] : [permissionSet({ arn, name })] }];
    },
  );
  const sets = added.flat().flatMap(({ set }) => set);
  const present = new Set(arns);
  return {
    answers: [{ kind: "permission-sets" }, ...added.flat().map(({ part }) => part)],
    change: (document) => ({
      ...document,
      permissionSets: exchanged(
        document.permissionSets,
        ({ arn }) => !present.has(arn),
        sets,
        ({ arn }) => arn,
      ),
    }),
  };
}

async function usersAgain({ asked, answers }: Reading): Promise<MaybeAgain> {
  const users = await answers.read("users", { kind: "users" }, asked.users);
  if (!users) return undefined;
  const present = new Set(users.map(({ id }) => id));
  return {
    answers: [{ kind: "users" }],
    change: (document) => {
      const gone = new Set(document.users.flatMap(({ id }) => (present.has(id) ? [] : [id])));
      return {
        ...document,
        users: byKey(users, ({ id }) => id),
        // The store takes memberships away with their user (facts A5).
        memberships: document.memberships.filter(({ userId }) => !gone.has(userId)),
      };
    },
  };
}

async function groupsAgain({ asked, answers }: Reading): Promise<MaybeAgain> {
  const groups = await answers.read("groups", { kind: "groups" }, asked.groups);
  if (!groups) return undefined;
  const present = new Set(groups.map(({ id }) => id));
  return {
    answers: [{ kind: "groups" }],
    change: (document) => {
      const gone = new Set(document.groups.flatMap(({ id }) => (present.has(id) ? [] : [id])));
      return {
        ...document,
        groups: byKey(groups, ({ id }) => id),
        memberships: document.memberships.filter(({ groupId }) => !gone.has(groupId)),
      };
    },
  };
}

async function accountsAgain({ asked, answers }: Reading): Promise<MaybeAgain> {
  const rows = await answers.read("accounts", { kind: "accounts" }, asked.accounts);
  if (!rows) return undefined;
  return {
    answers: [{ kind: "accounts" }],
    change: (document) => {
      const accounts = rows.map((row) => withParent(row, document));
      return { ...document, accounts: byKey(accounts, ({ id }) => id) };
    },
  };
}

/** A request that failed stays as it is; all others are described. */
async function ledgerAgain(reading: Reading, ledger: Ledger, before: OrganizationDocument): Promise<MaybeAgain> {
  const failed = before.requests.filter(({ kind, status }) => kind === ledger && status === "FAILED");
  const [failures, underWay] = await requestsOf(reading, ledger, new Map(failed.map((row) => [row.id, row])));
  if (!failures || !underWay) return undefined;
  const isWhole = !reading.answers.gaps().some(({ part }) => part.kind === PART_OF_LEDGER[ledger]);
  return {
    answers: isWhole ? [{ kind: PART_OF_LEDGER[ledger] }] : [],
    change: (document) => ({
      ...document,
      requests: exchanged(
        document.requests,
        ({ kind }) => kind === ledger,
        [...failures, ...underWay],
        ({ id }) => id,
      ),
    }),
  };
}
