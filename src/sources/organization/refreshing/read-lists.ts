/** Reads a whole list again, because an event named nothing by its id. */
import type { UnreadPart } from "../../../model/coverage.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import type { Ledger } from "../../reader.ts";
import { byKey, permissionSet } from "../collecting/assemble.ts";
import { type Collecting, PART_OF_LEDGER, requestsOf } from "../collecting/keyed-reads.ts";
import { sideBySide } from "../collecting/parallel.ts";
import { exchanged, type MaybeAgain, type ToRead } from "./document-change.ts";
import { applicationsAgain } from "./read-entitlements.ts";
import { withParent } from "./read-keys.ts";
import { unitsAgain } from "./read-units.ts";

const DELEGATES = { kind: "delegated-administrators" } as const;

export async function listAgain(
  collecting: Collecting,
  of: Extract<ToRead, { kind: "list" }>["of"],
  before: OrganizationDocument,
): Promise<MaybeAgain> {
  switch (of) {
    case "sets":
      return setsAgain(collecting, before);
    case "users":
      return usersAgain(collecting);
    case "groups":
      return groupsAgain(collecting);
    case "accounts":
      return accountsAgain(collecting);
    case "units":
      return unitsAgain(collecting, before);
    case "delegated-administrators":
      return delegatesAgain(collecting);
    case "account-access-applications":
      return applicationsAgain(collecting, before);
    case "creation-requests":
      return ledgerAgain(collecting, "create-assignment", before);
    case "deletion-requests":
      return ledgerAgain(collecting, "delete-assignment", before);
    case "provisioning-requests":
      return ledgerAgain(collecting, "provision", before);
  }
}

/** Names are asked for new sets only: they never change (facts B1). */
async function setsAgain({ reads, answers }: Collecting, before: OrganizationDocument): Promise<MaybeAgain> {
  const arns = await answers.read("sets", { kind: "permission-sets" }, reads.sets);
  if (!arns) return undefined;
  const known = new Set(before.permissionSets.map(({ arn }) => arn));
  const added = await sideBySide(
    arns.filter((arn) => !known.has(arn)),
    async (arn) => {
      const part: UnreadPart = { kind: "permission-set", permissionSetArn: arn };
      const name = await answers.read(`name ${arn}`, part, () => reads.setName(arn));
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

async function usersAgain({ reads, answers }: Collecting): Promise<MaybeAgain> {
  const users = await answers.read("users", { kind: "users" }, reads.users);
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

async function groupsAgain({ reads, answers }: Collecting): Promise<MaybeAgain> {
  const groups = await answers.read("groups", { kind: "groups" }, reads.groups);
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

async function accountsAgain({ reads, answers }: Collecting): Promise<MaybeAgain> {
  const rows = await answers.read("accounts", { kind: "accounts" }, reads.accounts);
  if (!rows) return undefined;
  return {
    answers: [{ kind: "accounts" }],
    change: (document) => {
      const accounts = rows.map((row) => withParent(row, document));
      return { ...document, accounts: byKey(accounts, ({ id }) => id) };
    },
  };
}

async function delegatesAgain({ reads, answers }: Collecting): Promise<MaybeAgain> {
  const ids = await answers.read("delegates", DELEGATES, reads.delegates);
  if (!ids) return undefined;
  return {
    answers: [DELEGATES],
    change: ({ organization, ...document }) => ({
      ...document,
      organization: { ...organization, delegatedAdministrators: ids },
    }),
  };
}

/** A request that failed stays as it is; all others are described. */
async function ledgerAgain(collecting: Collecting, ledger: Ledger, before: OrganizationDocument): Promise<MaybeAgain> {
  const failed = before.requests.filter(({ kind, status }) => kind === ledger && status === "FAILED");
  const [failures, underWay] = await requestsOf(collecting, ledger, new Map(failed.map((row) => [row.id, row])));
  if (!failures || !underWay) return undefined;
  const isWhole = !collecting.answers.gaps().some(({ part }) => part.kind === PART_OF_LEDGER[ledger]);
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
