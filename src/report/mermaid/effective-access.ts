/** Who can use what as a Mermaid flowchart: user → group → permission set → account. */

import type { Stage } from "../../model/access-path.ts";
import type { AccessRow, EffectiveAccess, EntitledOrphan, EntitledRow, Orphan } from "../../model/effective-access.ts";
import { missingInWords } from "../../model/reading.ts";
import { counted } from "../counted.ts";
import { effectiveAccessHeadline, grantWords, nameOf } from "../effective-access-text.ts";
import { createFlowchart, type Flowchart, type Mark } from "./flowchart.ts";

/** More rows make a drawing that nobody can read; what is broken or unknown is drawn first. */
export const ROWS_DRAWN = 60;

const MARK_OF = { yes: "ok", unknown: "unknown", no: "broken" } as const satisfies Record<AccessRow["can"], Mark>;

export function effectiveAccessMermaid(access: EffectiveAccess): string {
  const chart = createFlowchart();
  const all = [...access.rows, ...access.entitled];
  const rows = (["no", "unknown", "yes"] as const).flatMap((can) => all.filter((row) => row.can === can));
  const gone = [...access.orphans, ...access.entitledOrphans];
  const orphans = gone.slice(0, ROWS_DRAWN);
  const drawn = rows.slice(0, ROWS_DRAWN - orphans.length);
  const left = rows.length - drawn.length + gone.length - orphans.length;
  chart.comment(`${effectiveAccessHeadline(access)}, as of ${access.takenAt}`);
  if (left > 0) chart.comment(`${counted(left, "more row")} left out; --output json has all`);
  for (const orphan of orphans) drawOrphan(chart, orphan);
  for (const row of drawn) drawRow(chart, row);
  if (left > 0) chart.node("left out", { shape: "note", label: `and ${left} more, not drawn`, mark: "faint" });
  drawWhatIsOpen(chart, access);
  return chart.text();
}

/** Where the user or the instance is why it does not work, the user is marked; else the permission set or the account. */
const IS_USERS: ReadonlySet<Stage> = new Set<Stage>(["instance", "user"]);

function drawRow(chart: Flowchart, row: AccessRow | EntitledRow): void {
  const { user, can, stage, reason, via } = row;
  const mark = MARK_OF[can];
  const isUsers = stage !== null && IS_USERS.has(stage);
  const words = stage === null ? undefined : `${stage}: ${reason ?? ""}`;
  const who = chart.node(`user ${user.id}`, {
    shape: "user",
    label: `user ${nameOf(user.userName, user.id)}`,
    mark: isUsers ? mark : "ok",
  });
  const set = drawGrant(chart, row, isUsers ? { mark: "ok", stage: null } : { mark, stage, words });
  for (const one of via) {
    if (one === "direct") {
      chart.edge(who, set, isUsers ? mark : "ok", isUsers ? words : undefined);
      continue;
    }
    const label = `group ${nameOf(one.group.name, one.group.id)}`;
    const group = chart.node(`group ${one.group.id}`, { shape: "group", label, mark: "ok" });
    chart.edge(who, group, isUsers ? mark : "ok", isUsers ? words : undefined);
    chart.edge(group, set, "ok");
  }
}

/** What all who have one grant share. */
interface GrantState {
  readonly mark: Mark;
  readonly stage: Stage | null;
  readonly words?: string | undefined;
}

type Grant = Pick<AccessRow, "account" | "permissionSet"> | Pick<EntitledRow, "account" | "role">;

/** One node for each set in each account: a group's set in one account says nothing about another. */
function drawGrant(chart: Flowchart, grant: Grant, { mark, stage, words }: GrantState): string {
  const { account } = grant;
  const isAccounts = stage === "account";
  const set = chart.node("role" in grant ? `role ${grant.role.arn}` : `set ${grant.permissionSet.arn} ${account.id}`, {
    shape: "set",
    label: "role" in grant ? grantWords(grant) : `permission set ${grantWords(grant)}`,
    mark: isAccounts ? "ok" : mark,
  });
  const where = chart.node(`account ${account.id}`, {
    shape: "account",
    label: `account ${nameOf(account.name, account.id)}`,
    mark: isAccounts ? mark : "ok",
  });
  chart.edge(set, where, mark, words);
  return set;
}

function drawOrphan(chart: Flowchart, orphaned: Orphan | EntitledOrphan): void {
  const { principal } = orphaned;
  const set = drawGrant(chart, orphaned, { mark: "ok", stage: null });
  const orphan = chart.node(`orphan ${principal.type} ${principal.id}`, {
    shape: principal.type === "USER" ? "user" : "group",
    label: `${principal.type.toLowerCase()} ${principal.id}, not in the directory`,
    mark: "broken",
  });
  const words = "role" in orphaned ? "entitles a principal that is gone" : "assigned to a principal that is gone";
  chart.edge(orphan, set, "broken", words);
}

/** Whoever looks at the drawing alone must see that it may lack somebody. */
function drawWhatIsOpen(chart: Flowchart, access: EffectiveAccess): void {
  const { isWhole, unread, rows, orphans, entitled, entitledOrphans } = access;
  if (!isWhole) {
    const label = `incomplete, failed reads may hide others. ${missingInWords(unread)}`;
    chart.node("unread", { shape: "note", label, mark: "unknown" });
  } else if (rows.length + orphans.length + entitled.length + entitledOrphans.length === 0) {
    chart.node("nothing", { shape: "note", label: "nothing is assigned", mark: "faint" });
  }
}
