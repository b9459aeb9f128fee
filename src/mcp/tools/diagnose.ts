/** The tool `diagnose`: why one person can or cannot use an account, in a screen of JSON. */

import * as z from "zod/mini";
import { askWhy } from "../../app/team/ask.ts";
import { type DiagnosedCause, type Diagnosis, VERDICTS } from "../../model/diagnosis.ts";
import { otherThanPermission, permissionsOf } from "../../model/reading.ts";
import { members, tool, words } from "../tool.ts";

const { described } = members;

const cause = z.object({
  id: described(z.string(), "causes with this id has the documentation"),
  title: z.string(),
  confidence: z.enum(["proved", "likely", "possible"]),
  summary: z.string(),
  account: z.nullable(z.string()),
  permissionSet: z.nullable(z.string()),
  remedy: z.object({
    kind: described(z.enum(["api", "human", "wait"]), "api: the tool plan can make the repair"),
    summary: z.string(),
    steps: z.array(z.string()),
  }),
  tellUser: z.nullable(z.string()),
});

const grant = z.object({
  account: z.string(),
  accountName: z.nullable(z.string()),
  permissionSet: z.nullable(z.string()),
  verdict: z.enum(VERDICTS),
});

const decision = z.object({
  account: z.string(),
  permissionSet: z.nullable(z.string()),
  action: z.string(),
  answer: z.enum(["allow", "deny", "unknown"]),
  summary: z.string(),
});

const MOST_CAUSES = 8;
const MOST_GRANTS = 25;

export const diagnoseTool = tool({
  name: "diagnose",
  title: "Diagnose access",
  description:
    "Find out why a user can or cannot use an AWS account through IAM Identity Center. Leave account or permissionSet out for every grant of the user. With action, also whether the policies allow that action. Causes are in the order to act on; 'undecided' means that something could not be read, which is not the same as absent.",
  writes: false,
  input: z.strictObject({
    organization: members.organization,
    user: members.user,
    account: z.optional(members.account),
    permissionSet: z.optional(members.permissionSet),
    action: z.optional(
      described(words, "IAM action, such as s3:GetObject; signin:Authenticate is opening the console"),
    ),
    resource: z.optional(described(words, "ARN that the action is about")),
  }),
  output: z.object({
    verdict: z.enum(VERDICTS),
    at: z.string(),
    user: z.object({ id: z.nullable(z.string()), userName: z.nullable(z.string()) }),
    account: z.object({ id: z.nullable(z.string()), name: z.nullable(z.string()) }),
    permissionSet: z.object({ arn: z.nullable(z.string()), name: z.nullable(z.string()) }),
    causes: z.array(cause),
    moreCauses: z.int(),
    grants: z.array(grant),
    moreGrants: z.int(),
    decisions: z.array(decision),
    missingPermissions: described(z.array(z.string()), "What the answer lacks because a read was refused or failed"),
    notExamined: z.array(z.string()),
  }),
  handle: async ({ input: { organization: _, ...asked }, organization, team }) =>
    short(await askWhy(organization("viewer"), asked, team)),
});

function short(diagnosis: Diagnosis) {
  const { verdict, at, question, causes, grants, decisions = [], couldNotRead, notExamined } = diagnosis;
  return {
    verdict,
    at,
    user: { id: question.user.id, userName: question.user.userName },
    account: { id: question.account.id, name: question.account.name },
    permissionSet: { arn: question.permissionSet.arn, name: question.permissionSet.name },
    causes: causes.slice(0, MOST_CAUSES).map(shortCause),
    moreCauses: Math.max(0, causes.length - MOST_CAUSES),
    grants: grants.slice(0, MOST_GRANTS).map(({ account, accountName = null, permissionSet, ...rest }) => ({
      account,
      accountName,
      permissionSet,
      verdict: rest.verdict,
    })),
    moreGrants: Math.max(0, grants.length - MOST_GRANTS),
    decisions: decisions.slice(0, MOST_GRANTS).map(({ account, permissionSet, action, answer, summary }) => ({
      account,
      permissionSet,
      action,
      answer,
      summary,
    })),
    missingPermissions: [...permissionsOf(couldNotRead)],
    notExamined: [
      ...couldNotRead.flatMap(otherThanPermission),
      ...notExamined.map(({ what, reason }) => `${what}: ${reason}`),
    ],
  };
}

function shortCause({ id, title, confidence, summary, remedy, tellUser, grant: about }: DiagnosedCause) {
  return {
    id,
    title,
    confidence,
    summary,
    account: about?.account ?? null,
    permissionSet: about?.permissionSet ?? null,
    remedy: {
      kind: remedy.kind,
      summary: remedy.summary,
      steps: remedy.kind === "api" ? [...remedy.notes] : [...remedy.steps],
    },
    tellUser: tellUser ? tellUser.join(" ") : null,
  };
}
