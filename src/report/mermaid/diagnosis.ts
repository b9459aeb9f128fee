/** A diagnosis as a Mermaid flowchart: the path from the user to the account, with the first broken link marked. */
import type { AccessPath, Link, LinkState } from "../../model/access-path.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { counted } from "../counted.ts";
import { subjectOf } from "../grant-blocks.ts";
import { createFlowchart, type Flowchart, type Mark, type Shape } from "./flowchart.ts";

/** More paths make a drawing that nobody can read. */
export const PATHS_DRAWN = 12;

const MARK_OF: Readonly<Record<LinkState, Mark>> = {
  ok: "ok",
  "not examined": "faint",
  unknown: "unknown",
  broken: "broken",
};

export function diagnosisMermaid(diagnosis: Diagnosis): string {
  const { paths, verdict, causes } = diagnosis;
  const chart = createFlowchart();
  const drawn = paths.slice(0, PATHS_DRAWN);
  const left = paths.length - drawn.length;
  chart.comment(`${verdict}: ${subjectOf(diagnosis)}, as of ${diagnosis.at}`);
  if (left > 0) chart.comment(`${counted(left, "more path")} left out; --output json has all`);
  for (const path of drawn) drawPath(chart, diagnosis, path);
  const [cause] = causes;
  const label = cause ? `${verdict}: ${cause.id} (${cause.confidence})` : verdict;
  chart.node("verdict", { shape: "note", label, mark: verdictMark(diagnosis) });
  if (left > 0)
    chart.node("left out", { shape: "note", label: `and ${counted(left, "more path")}, not drawn`, mark: "faint" });
  return chart.text();
}

function verdictMark({ verdict }: Diagnosis): Mark {
  switch (verdict) {
    case "works":
      return "ok";
    case "undecided":
    case "pending":
    case "stale":
      return "unknown";
    case "not-visible":
    case "denied":
      return "broken";
  }
}

/** Each stage leads to what the user reaches with it; a direct path has no group between. */
function drawPath(chart: Flowchart, diagnosis: Diagnosis, path: AccessPath): void {
  const broken = path.links.findIndex(({ state }) => state === "broken");
  let from: string | undefined;
  for (const [at, link] of path.links.entries()) {
    if (link.stage === "membership" && path.via === "direct" && link.state !== "broken") continue;
    // What follows the first broken link decides nothing.
    const mark = broken !== -1 && at > broken ? "faint" : MARK_OF[link.state];
    const to = drawStage(chart, diagnosis, path, link, mark);
    if (from !== undefined) chart.edge(from, to, mark, mark === "ok" || mark === "faint" ? undefined : wordsOf(link));
    from = to;
  }
}

const wordsOf = ({ stage, summary }: Link): string => `${stage}: ${summary}`;

/** Paths share what they have in common: from the permission set on, that is one grant. */
function drawStage(chart: Flowchart, diagnosis: Diagnosis, path: AccessPath, link: Link, mark: Mark): string {
  const { via, account, permissionSet } = path;
  const grant = `${account} ${permissionSet?.arn ?? ""}`;
  const set = permissionSet?.name ?? diagnosis.question.permissionSet.asked ?? "any";
  const node = (key: string, shape: Shape, label: string): string => chart.node(key, { shape, label, mark });
  switch (link.stage) {
    case "instance":
      return node("instance", "note", "Identity Center");
    case "user":
      return node("user", "user", `user ${userOf(diagnosis)}`);
    case "membership":
      return via === "direct"
        ? node("no group", "group", "no group")
        : node(`group ${via.group.id}`, "group", via.group.name);
    case "assignment":
      return node(`set ${grant}`, "set", `permission set ${set}`);
    case "provisioning":
      return node(`role ${grant}`, "set", `role of ${set} in ${account}`);
    case "account":
      return node(`account ${grant}`, "account", `account ${accountOf(diagnosis, path)}`);
    case "portal":
      return node(`portal ${grant}`, "set", "access portal");
    case "role session":
      return node(`session ${grant}`, "set", "role session");
  }
}

function userOf({ question: { user } }: Diagnosis): string {
  return user.id === null ? user.asked : `${user.userName ?? user.asked} (${user.id})`;
}

function accountOf({ question }: Diagnosis, { account }: AccessPath): string {
  const { id, name } = question.account;
  return id === account && name !== null ? `${name} (${account})` : account;
}
