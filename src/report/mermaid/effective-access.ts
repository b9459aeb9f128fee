/** Who can use what as a Mermaid flowchart: user → group → permission set → account. */
import type { Stage } from "../../model/access-path.ts";
import type { AccessRow, EffectiveAccess, Orphan } from "../../model/effective-access.ts";
import { counted } from "../counted.ts";
import { effectiveAccessHeadline, nameOf } from "../effective-access-text.ts";
import { createFlowchart, type Flowchart, type Mark } from "./flowchart.ts";

/** More rows make a drawing that nobody can read; what is broken or unknown is drawn first. */
export const ROWS_DRAWN = 60;

const MARK_OF = { yes: "ok", unknown: "unknown", no: "broken" } as const satisfies Record<AccessRow["can"], Mark>;

export function effectiveAccessMermaid(access: EffectiveAccess): string {
  const chart = createFlowchart();
  const rows = (["no", "unknown", "yes"] as const).flatMap((can) => access.rows.filter((row) => row.can === can));
  const orphans = access.orphans.slice(0, ROWS_DRAWN);
  const drawn = rows.slice(0, ROWS_DRAWN - orphans.length);
  const left = rows.length - drawn.length + access.orphans.length - orphans.length;
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

function drawRow(chart: Flowchart, { user, account, permissionSet, can, stage, reason, via }: AccessRow): void {
  const mark = MARK_OF[can];
  const isUsers = stage !== null && IS_USERS.has(stage);
  const words = stage === null ? undefined : `${stage}: ${reason ?? ""}`;
  const who = chart.node(`user ${user.id}`, {
    shape: "user",
    label: `user ${nameOf(user.userName, user.id)}`,
    mark: isUsers ? mark : "ok",
  });
  const set = drawGrant(
    chart,
    { account, permissionSet },
    isUsers ? { mark: "ok", stage: null } : { mark, stage, words },
  );
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

/** One node for each set in each account: a group's set in one account says nothing about another. */
function drawGrant(
  chart: Flowchart,
  { account, permissionSet }: Pick<AccessRow, "account" | "permissionSet">,
  { mark, stage, words }: GrantState,
): string {
  const isAccounts = stage === "account";
  const set = chart.node(`set ${permissionSet.arn} ${account.id}`, {
    shape: "set",
    label: `permission set ${permissionSet.name ?? permissionSet.arn}`,
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

function drawOrphan(chart: Flowchart, { principal, account, permissionSet }: Orphan): void {
  const set = drawGrant(chart, { account, permissionSet }, { mark: "ok", stage: null });
  const orphan = chart.node(`orphan ${principal.type} ${principal.id}`, {
    shape: principal.type === "USER" ? "user" : "group",
    label: `${principal.type.toLowerCase()} ${principal.id}, not in the directory`,
    mark: "broken",
  });
  chart.edge(orphan, set, "broken", "assigned to a principal that is gone");
}

/** Whoever looks at the drawing alone must see that it may lack somebody. */
function drawWhatIsOpen(chart: Flowchart, { isWhole, unread, rows, orphans }: EffectiveAccess): void {
  if (!isWhole) {
    const permissions = [...new Set(unread.map(({ permission }) => permission))].join(", ");
    const label = `incomplete, failed reads may hide others. Missing permissions: ${permissions}`;
    chart.node("unread", { shape: "note", label, mark: "unknown" });
  } else if (rows.length + orphans.length === 0) {
    chart.node("nothing", { shape: "note", label: "nothing is assigned", mark: "faint" });
  }
}
