/** What a caller lacks of the permissions, for people: the missing first, each with what follows from it. */

import { grouped } from "../model/grouped.ts";
import type { CheckedAction, PermissionCheck } from "../model/permissions.ts";
import { failureInWords } from "../model/reading.ts";
import { counted } from "./counted.ts";
import { hanging, table, wrap } from "./layout.ts";
import { plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

const ASKED: Readonly<Record<NonNullable<PermissionCheck["askedBy"]>, string>> = {
  root: "the root user may do everything",
  simulator: "by IAM's policy simulator",
  policies: "by reading your policies",
};

/** `1 of 41 permissions to diagnose is missing (by reading your policies)`. */
export function permissionCheckHeadline({ actions, purpose, askedBy }: PermissionCheck): string {
  if (askedBy === null) return "Unknown: neither IAM's policy simulator nor your policies could be read";
  const numberOf = (state: CheckedAction["state"]) => actions.filter((one) => one.state === state).length;
  const [denied, unknown] = [numberOf("denied"), numberOf("unknown")];
  const all = `${counted(actions.length, "permission")} to ${purpose}`;
  const are = (count: number, what: string): string => `${count === 1 ? "is" : "are"} ${what}`;
  const how = `(${ASKED[askedBy]})`;
  if (denied === 0 && unknown === 0) return `You have all ${all} ${how}`;
  if (denied === 0) return `${unknown} of ${all} ${are(unknown, "unknown")} ${how}`;
  const open = unknown === 0 ? "" : `, ${unknown} ${are(unknown, "unknown")}`;
  return `${denied} of ${all} ${are(denied, "missing")}${open} ${how}`;
}

const TO_ASK = "To find out, allow the caller iam:GetRole and iam:SimulatePrincipalPolicy";

export function permissionCheckText(check: PermissionCheck, { palette, width }: TextStyle): string {
  const { actions, unread, notExamined, purpose } = check;
  const block = (title: string, own: readonly CheckedAction[]): readonly string[] =>
    own.length === 0
      ? []
      : [
          "",
          palette.strong(title),
          ...table(own.map(({ action, reason }) => [action, reason ?? ""].map(plain))).map((line) =>
            `  ${line}`.trimEnd(),
          ),
        ];
  const denied = actions.filter(({ state }) => state === "denied");
  return `${[
    ...wrap(plain(permissionCheckHeadline(check)), width).map(palette.strong),
    ...block(
      "Missing",
      denied.filter(({ isNeeded }) => isNeeded),
    ),
    ...block(
      "Missing, and answers say less without them",
      denied.filter(({ isNeeded }) => !isNeeded),
    ),
    ...block(
      "Allowed on some resources only",
      actions.filter(({ state }) => state === "limited"),
    ),
    ...unknownLines(check, palette.strong),
    ...unread.flatMap((failure) => hanging("  - ", plain(failureInWords(failure)), width)),
    ...(check.askedBy === null ? [TO_ASK] : []),
    "",
    ...wrap(`Not examined: ${notExamined.join("; ")}`, width),
    ...(denied.length === 0 ? [] : [palette.faint(`The whole policy: idc-doctor permissions --for ${purpose}`)]),
    palette.faint(`as ${plain(check.caller)}`),
  ].join("\n")}\n`;
}

/** Grouped by reason: where nothing could be read, it is the same for all. */
function unknownLines({ actions, askedBy }: PermissionCheck, strong: (text: string) => string): readonly string[] {
  const unknown = actions.filter(({ state }) => state === "unknown");
  if (unknown.length === 0 || askedBy === null) return [];
  return [
    "",
    strong("Unknown"),
    ...[...grouped(unknown, ({ reason }) => reason ?? "")].flatMap(([reason, own]) => [
      `  ${plain(reason)}`,
      ...own.map(({ action }) => `    ${plain(action)}`),
    ]),
  ];
}
