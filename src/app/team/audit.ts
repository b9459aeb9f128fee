/** Every write of a server goes into the audit log, with who, what, the plan's hash and how it ended. */
import { AccessError } from "../../model/errors.ts";
import { type Identity, mayAct } from "../../model/roles.ts";
import type { AuditEntry, AuditedEntry } from "../../store/audit-log.ts";
import { organizationNamed, organizationOfKey, type ServedOrganization, type Team } from "./team.ts";

/** What the server does by itself. */
export const SERVER = "idc-doctor";

type Audited = Pick<AuditEntry, "who" | "action" | "target" | "outcome"> & {
  readonly planHash?: string | undefined;
  readonly detail?: string | undefined;
};

/** On the disk when it resolves. */
export const audit = (
  { store, context }: Pick<Team, "store" | "context">,
  organization: Pick<ServedOrganization, "key"> | null,
  audited: Audited,
): Promise<void> => store.audit.add(auditEntry(context.now(), organization, audited));

/** For what is written together with its entry. */
export const auditEntry = (
  at: Date,
  organization: Pick<ServedOrganization, "key"> | null,
  { planHash = undefined, detail = undefined, ...entry }: Audited,
): AuditEntry => ({
  at: at.toISOString(),
  organization: organization?.key ?? null,
  ...entry,
  planHash: planHash ?? null,
  detail: detail ?? null,
});

export interface AuditQuestion {
  /** Undefined: the server and every organization. */
  readonly organization: string | undefined;
  readonly before: number | undefined;
  readonly limit: number;
}

/** The newest first. @throws AccessError `not-found` for an organization whose log the caller may not read */
export async function listAudit(
  { organization, before, limit }: AuditQuestion,
  who: Identity,
  team: Team,
): Promise<readonly AuditedEntry[]> {
  if (!mayReadLog(who, organization))
    throw new AccessError("not-found", `There is no audit log of ${organization ?? "all organizations"} for you`, {
      next: "Name an organization in which you are operator or approver",
    });
  const key = organization === undefined ? null : organizationNamed(team, organization).key;
  const entries = await team.store.audit.list({ organization: key, before, limit });
  return entries.map((entry) => ({
    ...entry,
    organization: organizationOfKey(team, entry.organization)?.name ?? entry.organization,
  }));
}

const mayReadLog = (who: Identity, organization: string | undefined): boolean =>
  organization === undefined
    ? mayAct({ ...who, grants: who.grants.filter((grant) => grant.organization === null) }, "operator", null)
    : mayAct(who, "operator", organization);
