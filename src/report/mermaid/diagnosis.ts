/** A diagnosis as a Mermaid flowchart: the path from the user to the account, with the first broken link marked. */
import type {
  AccessPath,
  EntitledLink,
  EntitledPath,
  EntitledStage,
  Link,
  LinkAt,
  LinkState,
  Stage,
  Via,
} from "../../model/access-path.ts";
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
  const { paths, entitledPaths = [], verdict, causes } = diagnosis;
  const chart = createFlowchart();
  const entitled = entitledPaths.slice(0, PATHS_DRAWN);
  const drawn = paths.slice(0, PATHS_DRAWN - entitled.length);
  const left = paths.length + entitledPaths.length - drawn.length - entitled.length;
  chart.comment(`${verdict}: ${subjectOf(diagnosis)}, as of ${diagnosis.at}`);
  if (left > 0) chart.comment(`${counted(left, "more path")} left out; --output json has all`);
  for (const path of entitled)
    drawPath(chart, path, (link, mark) => drawEntitledStage(link, { chart, diagnosis, path, mark }));
  for (const path of drawn) drawPath(chart, path, (link, mark) => drawStage(link, { chart, diagnosis, path, mark }));
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
function drawPath<Place extends Stage | EntitledStage>(
  chart: Flowchart,
  { via, links }: { readonly via: Via; readonly links: readonly LinkAt<Place>[] },
  drawLink: (link: LinkAt<Place>, mark: Mark) => string,
): void {
  const broken = links.findIndex(({ state }) => state === "broken");
  let from: string | undefined;
  for (const [at, link] of links.entries()) {
    if (link.stage === "membership" && via === "direct" && link.state !== "broken") continue;
    // What follows the first broken link decides nothing.
    const mark = broken !== -1 && at > broken ? "faint" : MARK_OF[link.state];
    const to = drawLink(link, mark);
    if (from !== undefined) chart.edge(from, to, mark, mark === "ok" || mark === "faint" ? undefined : wordsOf(link));
    from = to;
  }
}

const wordsOf = ({ stage, summary }: LinkAt<Stage | EntitledStage>): string => `${stage}: ${summary}`;

/** What the links of one path are drawn with. */
interface Drawing<Path> {
  readonly chart: Flowchart;
  readonly diagnosis: Diagnosis;
  readonly path: Path;
  readonly mark: Mark;
}

/** Paths share what they have in common: from the permission set on, that is one grant. */
function drawStage({ stage }: Link, drawing: Drawing<AccessPath>): string {
  const { chart, diagnosis, path, mark } = drawing;
  const { account, permissionSet } = path;
  const grant = `${account} ${permissionSet?.arn ?? ""}`;
  const set = permissionSet?.name ?? diagnosis.question.permissionSet.asked ?? "any";
  const node = (key: string, shape: Shape, label: string): string => chart.node(key, { shape, label, mark });
  switch (stage) {
    case "instance":
    case "user":
    case "membership":
      return drawPerson(stage, drawing);
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

/** Each role has an account and a portal of its own in the drawing, so that one broken entitlement marks no other. */
function drawEntitledStage({ stage }: EntitledLink, drawing: Drawing<EntitledPath>): string {
  const { chart, diagnosis, path, mark } = drawing;
  const { role, account } = path;
  const node = (key: string, shape: Shape, label: string): string =>
    chart.node(`${key} ${role.arn}`, { shape, label, mark });
  switch (stage) {
    case "instance":
    case "user":
    case "membership":
      return drawPerson(stage, drawing);
    case "entitlement":
      return node("entitlement", "set", `entitlement to role ${role.name}`);
    case "account":
      return node("account", "account", `account ${accountOf(diagnosis, path)}`);
    case "portal":
      return node("portal", "set", "account access portal");
    case "role session":
      return node("session", "set", `role ${role.name} in ${account}`);
  }
}

/** What both roads begin with. */
function drawPerson(
  stage: "instance" | "user" | "membership",
  { chart, diagnosis, path: { via }, mark }: Drawing<{ readonly via: Via }>,
): string {
  switch (stage) {
    case "instance":
      return chart.node("instance", { shape: "note", label: "Identity Center", mark });
    case "user":
      return chart.node("user", { shape: "user", label: `user ${userOf(diagnosis)}`, mark });
    case "membership":
      return via === "direct"
        ? chart.node("no group", { shape: "group", label: "no group", mark })
        : chart.node(`group ${via.group.id}`, { shape: "group", label: via.group.name, mark });
  }
}

function userOf({ question: { user } }: Diagnosis): string {
  return user.id === null ? user.asked : `${user.userName ?? user.asked} (${user.id})`;
}

function accountOf({ question }: Diagnosis, { account }: Pick<AccessPath, "account">): string {
  const { id, name } = question.account;
  return id === account && name !== null ? `${name} (${account})` : account;
}
