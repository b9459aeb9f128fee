/** The tools `who_can` and `what_can`: who reaches an account, and what a person reaches. */

import * as z from "zod/mini";
import { teamWhatCan, teamWhoCan } from "../../app/team/access.ts";
import type { AccessRow, EffectiveAccess, EntitledRow } from "../../model/effective-access.ts";
import { otherThanPermission, permissionsOf } from "../../model/reading.ts";
import { members, paged, tool } from "../tool.ts";

const row = z.object({
  user: z.string(),
  account: z.string(),
  accountName: z.nullable(z.string()),
  permissionSet: z.nullable(z.string()),
  role: members.described(z.nullable(z.string()), "IAM role that account access manager gives; else null"),
  can: z.enum(["yes", "no", "unknown"]),
  reason: z.nullable(z.string()),
  via: members.described(z.array(z.string()), "'direct', or the names of groups"),
});

const answer = z.object({
  takenAt: members.described(z.string(), "The moment that the answer is about"),
  total: members.described(z.int(), "who_can: different users who can; what_can: grants that work"),
  rows: z.array(row),
  following: members.described(z.int(), "Rows after these; read on with offset"),
  assignmentsOfDeletedPrincipals: z.int(),
  isWhole: members.described(z.boolean(), "false: somebody or something may be missing"),
  missingPermissions: z.array(z.string()),
  notExamined: z.array(z.string()),
});

export const whoCanTool = tool({
  name: "who_can",
  title: "List who can use an account",
  description:
    "List everyone who can use an account, groups expanded, with the path of each. Rows with can 'no' are assigned and do not work.",
  writes: false,
  input: z.strictObject({
    organization: members.organization,
    account: members.account,
    permissionSet: z.optional(members.permissionSet),
    limit: members.limit,
    offset: members.offset,
  }),
  output: answer,
  handle: async ({ input, organization, team }) => short(await teamWhoCan(organization("viewer"), input, team), input),
});

export const whatCanTool = tool({
  name: "what_can",
  title: "List what a user can use",
  description: "List every account and permission set that a user can use, with the path of each.",
  writes: false,
  input: z.strictObject({
    organization: members.organization,
    user: members.user,
    limit: members.limit,
    offset: members.offset,
  }),
  output: answer,
  handle: async ({ input, organization, team }) =>
    short(await teamWhatCan(organization("viewer"), input.user, team), input),
});

function short(access: EffectiveAccess, page: Parameters<typeof paged>[1]): z.input<typeof answer> {
  const { takenAt, total, rows, entitled, orphans, entitledOrphans, isWhole, unread, notExamined } = access;
  const { shown, following } = paged([...rows, ...entitled], page);
  return {
    takenAt,
    total,
    rows: shown.map(shortRow),
    following,
    assignmentsOfDeletedPrincipals: orphans.length + entitledOrphans.length,
    isWhole,
    missingPermissions: [...permissionsOf(unread)],
    notExamined: [...unread.flatMap(otherThanPermission), ...notExamined],
  };
}

function shortRow(one: AccessRow | EntitledRow): z.input<typeof row> {
  const { user, account, can, reason, via } = one;
  return {
    user: user.userName ?? user.id,
    account: account.id,
    accountName: account.name,
    permissionSet: "permissionSet" in one ? (one.permissionSet.name ?? one.permissionSet.arn) : null,
    role: "role" in one ? one.role.name : null,
    can,
    reason,
    via: via.map((through) => (through === "direct" ? through : (through.group.name ?? through.group.id))),
  };
}
