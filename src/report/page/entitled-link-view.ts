/** One link of the second road as it is drawn: its own columns, words and names. */
import type { EntitledLink, EntitledPath, EntitledStage } from "../../model/access-path.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { plain } from "../sanitize.ts";
import { type DrawnState, drawnLink, drawnState, groupName, type LinkView, placeOf } from "./link-view.ts";

const COLUMNS: Readonly<Record<EntitledStage, string>> = {
  instance: "Identity Center",
  user: "Person",
  membership: "Group",
  entitlement: "Entitlement",
  account: "Account",
  portal: "Account access portal",
  "role session": "IAM role",
};

const WORDS: Readonly<Record<EntitledStage, Readonly<Record<"ok" | "broken", string>>>> = {
  instance: { ok: "active", broken: "not usable" },
  user: { ok: "enabled", broken: "not usable" },
  membership: { ok: "member", broken: "not a member" },
  entitlement: { ok: "entitled", broken: "not entitled" },
  account: { ok: "active", broken: "not usable" },
  portal: { ok: "lists the role", broken: "not active" },
  "role session": { ok: "trusts it", broken: "cannot be taken" },
};

/** Nothing is judged here: the state is the diagnosis's own. */
export function entitledLinkView(link: EntitledLink, path: EntitledPath, diagnosis: Diagnosis): LinkView {
  const state = drawnState(link);
  return drawnLink(link, diagnosis, {
    state,
    column: COLUMNS[link.stage],
    word: wordOf(link, path, state),
    name: nameOf(link.stage, path, diagnosis),
    asksFor: undefined,
  });
}

function wordOf({ stage, state }: EntitledLink, { via }: EntitledPath, drawn: DrawnState): string {
  if (stage === "membership" && via === "direct" && state === "ok") return "not needed";
  if (drawn === "ok" || drawn === "broken") return WORDS[stage][drawn];
  return drawn === "behind" ? "not reached" : drawn;
}

/** The account by name, as account access manager or the question has it. */
export const entitledPlace = (path: EntitledPath, diagnosis: Diagnosis): string =>
  path.accountName === undefined ? placeOf(path, diagnosis) : plain(path.accountName);

function nameOf(stage: EntitledStage, path: EntitledPath, diagnosis: Diagnosis): string {
  const { user, region } = diagnosis.question;
  const place = entitledPlace(path, diagnosis);
  const names: Readonly<Record<EntitledStage, string>> = {
    instance: region.home ?? region.asked,
    user: user.displayName || user.userName || user.asked,
    membership: path.via === "direct" ? "direct" : groupName(path.via.group.name),
    entitlement: `role ${path.role.name} in ${place}`,
    account: place,
    portal: path.portal.replace("https://", ""),
    "role session": path.role.name,
  };
  return plain(names[stage]);
}
