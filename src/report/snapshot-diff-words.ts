/** One change between two snapshots in words. */
import type { Author, Named, SnapshotChange } from "../model/snapshot-diff.ts";

/** How somebody or something is written that has a name and an id. */
export type Written = (named: Named) => string;

/** The name with its id in brackets; the id where the name is not known. */
export const nameOf: Written = ({ id, name }) => (name === null ? id : `${name} (${id})`);

/** The name alone; the id where it is not known. */
export const withoutId: Written = ({ id, name }) => name ?? id;

export interface ChangeStyle {
  readonly written?: Written;
  /** The user, group, account or set of the subject stands for several, whose names it has. */
  readonly isOfSeveral?: boolean;
}

/** What it is about, in words: `user alice (id) in group Admins (id)`. */
function subjectWords(
  { of, subject: { account, permissionSet, role, user, group, request } }: SnapshotChange,
  { written = nameOf, isOfSeveral = false }: ChangeStyle,
): string {
  const users = isOfSeveral && (of === "user" || of === "membership") ? "users" : "user";
  const groups = isOfSeveral && of === "group" ? "groups" : "group";
  const who = [...(user ? [`${users} ${written(user)}`] : []), ...(group ? [`${groups} ${written(group)}`] : [])];
  return [
    ...(request === undefined || written !== nameOf ? [] : [request]),
    who.join(of === "membership" ? " in " : " and "),
    ...(permissionSet ? [`${of === "permission-set" ? "" : "set "}${written(permissionSet)}`] : []),
    ...(role ? [`role ${written(role)}`] : []),
    ...(account ? [`${of === "account" ? "" : "in "}${written(account)}`] : []),
  ]
    .filter((words) => words !== "")
    .join(" ");
}

const THINGS: Readonly<Record<SnapshotChange["of"], string>> = {
  account: "account",
  "permission-set": "permission set",
  user: "",
  group: "",
  membership: "membership:",
  assignment: "assignment:",
  provisioned: "provisioned:",
  entitlement: "entitlement:",
  request: "request",
};

/** One change in words, with its authors. */
export function changeWords(change: SnapshotChange, style: ChangeStyle = {}): string {
  const { of, authors, isInferred } = change;
  const isPlural = style.isOfSeveral === true && (of === "account" || of === "permission-set");
  const head = [
    isInferred ? "likely" : "",
    change.change,
    `${THINGS[of]}${isPlural ? "s" : ""}`,
    subjectWords(change, style),
  ]
    .filter((words) => words !== "")
    .join(" ");
  const by = style.isOfSeveral === true ? authorNames(authors) : authorWords(authors);
  return `${head}${detailWords(change, style)}${by}`;
}

function detailWords(
  { change, field, before, after }: SnapshotChange,
  { written = nameOf, isOfSeveral = false }: ChangeStyle,
): string {
  switch (change) {
    case "changed":
      return isOfSeveral && field === "role-name"
        ? ": the roles have new names"
        : `: ${field} was ${before ?? "none"}, is ${after ?? "none"}`;
    case "recreated":
      if (written !== nameOf) return isOfSeveral ? ": they have new ids" : ": it has a new id";
      return `: was ${before}, is ${after}`;
    case "failed":
      return `: ${after}`;
    case "unknown":
      return before === null
        ? ": present now; earlier state could not be read"
        : ": present before; current state could not be read";
    case "added":
    case "gone":
      return "";
  }
}

const authorWords = (authors: readonly Author[]): string =>
  authors.length === 0
    ? ""
    : ` by ${authors.map(({ by, event, at, tool }) => `${by} (${[event, ...(tool === null ? [] : [tool]), at].join(", ")})`).join("; ")}`;

const authorNames = (authors: readonly Author[]): string =>
  authors.length === 0
    ? ""
    : ` by ${authors.map(({ by, tool }) => `${by}${tool === null ? "" : ` (${tool})`}`).join(", ")}`;
