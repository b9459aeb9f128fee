/** A document of the part of an organization that one question is about, with what could not be read as its gaps. */
import type { Context } from "../../../model/context.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import type { CallContext } from "../../aws/calling/call.ts";
import { describeAccount, listAccounts } from "../../aws/organization.ts";
import { describeUser, listUsers, userIdBy } from "../../aws/users.ts";
import type { UserWordsReader } from "../../question/resolve-user.ts";
import type { AccountWordsReader } from "../../question/resolve-words.ts";
import { createAnswers } from "../collecting/answers.ts";
import { assembled } from "../collecting/assemble.ts";
import type { OpenCollection } from "../collecting/collect.ts";
import type { Gathered } from "../collecting/gather.ts";
import type { Collecting } from "../collecting/keyed-reads.ts";
import { organizationReads } from "../collecting/organization-reads.ts";

export type TargetedPart = Omit<Gathered, "requests" | "units" | "delegates" | "refusesLists">;

/** Reads the part. The document is of the moment before the first read. */
export async function targeted(
  opened: OpenCollection,
  context: Context,
  read: (collecting: Collecting) => Promise<TargetedPart>,
): Promise<OrganizationDocument> {
  const takenAt = context.now().toISOString();
  const kept = new Map<string, unknown>();
  const progress = { expect: () => undefined, answered: () => undefined };
  const answers = createAnswers(
    { get: (key) => kept.get(key), put: (key, value) => void kept.set(key, value) },
    progress,
  );
  const part = await read({ reads: organizationReads(opened), answers, progress });
  const gathered: Gathered = { ...part, requests: [], units: undefined, delegates: undefined, refusesLists: false };
  return assembled(gathered, opened.instance, answers.gaps(), takenAt);
}

/** What the words for an account are resolved with. */
export const accountWords = (calling: CallContext): AccountWordsReader => ({
  account: (id) => describeAccount(calling, id),
  accounts: async () => {
    const found = await listAccounts(calling);
    if (found.state === "known") calling.names.rememberAccounts(found.value);
    return found;
  },
  rememberedAccounts: calling.names.accountsNamed,
});

/** What the words for a person are resolved with. */
export const userWords = (calling: CallContext): UserWordsReader => ({
  userIdByUserName: (store, value) => userIdBy(calling, store, { path: "userName", value }),
  userIdByEmail: (store, value) => userIdBy(calling, store, { path: "emails.value", value }),
  user: (store, id) => describeUser(calling, store, id),
  users: (store, limit, options) => listUsers(calling, store, { ...options, limit }),
  rememberedUsers: (instance) => calling.connection.keptNames?.(instance)?.users ?? [],
});
