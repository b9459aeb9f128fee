/** Every write of a server goes into the audit log, with who, what, the plan's hash and how it ended. */
import type { AuditEntry } from "../../store/audit-log.ts";
import type { ServedOrganization, Team } from "./team.ts";

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
  { planHash = undefined, detail = undefined, ...entry }: Audited,
): Promise<void> =>
  store.audit.add({
    at: context.now().toISOString(),
    organization: organization?.key ?? null,
    ...entry,
    planHash: planHash ?? null,
    detail: detail ?? null,
  });
