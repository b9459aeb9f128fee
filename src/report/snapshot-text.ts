/** A snapshot in words: what it holds, which way it was taken, and what it could not see. */
import type { Coverage, UnreadAliases, UnreadPart } from "../model/coverage.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { neededFor } from "../model/reading.ts";
import { counted } from "./counted.ts";
import { hanging, wrap } from "./layout.ts";
import { plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

const WALKS: Readonly<Record<Coverage["walk"], string>> = {
  pairs: "assignments were read for every provisioned permission set in every account",
  principals: "assignments were read for every user and group",
  both: "assignments were read for every provisioned permission set in every account, and for every user and group",
};

/** So many gaps are printed in full. */
const GAPS_SHOWN = 20;

export function snapshotText(document: OrganizationDocument, { width }: Pick<TextStyle, "width">): string {
  const { instance, coverage } = document;
  const counts = [
    counted(document.accounts.length, "account"),
    counted(document.permissionSets.length, "permission set"),
    `${document.provisionedRoles.length} provisioned`,
    counted(document.users.length, "user"),
    counted(document.groups.length, "group"),
    counted(document.memberships.length, "membership"),
    counted(document.assignments.length, "assignment"),
    ...(document.accountAccessApplications.length > 0
      ? [
          counted(
            document.entitlements.length,
            "entitlement of account access manager",
            "entitlements of account access manager",
          ),
        ]
      : []),
    `${counted(document.requests.length, "request")} failed or in progress`,
  ];
  const head = `Organization ${plain(document.organization.id)}, instance ${plain(instance?.arn ?? "none")}, as of ${plain(document.takenAt)}`;
  return [
    ...wrap(head, width),
    ...wrap(counts.join(", "), width, "  "),
    ...(coverage ? coverageLines(coverage).flatMap((line) => hanging("  ", line.trimStart(), width)) : []),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

/** What is missing from a snapshot, one line each. */
export function coverageLines({ walk, blindSpot, gaps, unreadAliases }: Coverage): readonly string[] {
  const shown = gaps.slice(0, GAPS_SHOWN).map(({ part, failure }) => {
    const what = `${partText(part)}: ${failure.service}:${failure.operation} ${failure.kind}`;
    return `  not read: ${plain(what)} (${plain(failure.message)}; ${plain(neededFor(failure))})`;
  });
  const more = gaps.length - shown.length;
  return [
    `  ${WALKS[walk]}`,
    ...(blindSpot === null ? [] : [`  not seen: ${plain(blindSpot)}`]),
    ...shown,
    ...(more > 0 ? [`  … and ${more} more that could not be read`] : []),
    ...(unreadAliases ? [`  ${plain(unreadAliasesText(unreadAliases))}`] : []),
  ];
}

/** So many accounts are named. */
const ACCOUNTS_NAMED = 5;

/** Once for all accounts: mostly the role is missing in them, or may not be assumed. */
function unreadAliasesText({ accountIds, failure }: UnreadAliases): string {
  const named = accountIds.slice(0, ACCOUNTS_NAMED);
  const more = accountIds.length - named.length;
  const which = [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  const whose = accountIds.length === 1 ? "the alias of 1 account" : `aliases of ${accountIds.length} accounts`;
  return `${whose} could not be read (${which}): ${failure.service}:${failure.operation} ${failure.kind} (${failure.message}; ${neededFor(failure)})`;
}

/** What a failed read would have told. */
export function partText(part: UnreadPart): string {
  switch (part.kind) {
    case "account":
      return `account ${part.accountId}`;
    case "permission-set":
      return `permission set ${part.permissionSetArn}`;
    case "provisioned-to-account":
      return `the sets provisioned in ${part.accountId}`;
    case "accounts-of-set":
      return `the accounts that hold ${part.permissionSetArn}`;
    case "assignments":
      return `who is assigned to ${part.permissionSetArn} in ${part.accountId}`;
    case "grants-of":
      return `what ${part.principal.type} ${part.principal.id} is assigned to`;
    case "members":
      return `the members of group ${part.groupId}`;
    case "groups-of":
      return `the groups of user ${part.userId}`;
    case "principal":
      return `${part.principal.type} ${part.principal.id}`;
    default:
      return `the list of ${part.kind.replaceAll("-", " ")}`;
  }
}
