/** The tool `scan`: what is broken, stale or risky in a whole organization, the worst first; one finding with its history. */

import * as z from "zod/mini";
import { type FindingDetail, findingDetail, rankedFindings } from "../../app/team/findings.ts";
import { endedJob } from "../../app/team/jobs.ts";
import { requestRefresh } from "../../app/team/refresh-job.ts";
import { AccessError } from "../../model/errors.ts";
import { type Finding, SEVERITIES, type Severity } from "../../model/finding.ts";
import { otherThanPermission, permissionsOf } from "../../model/reading.ts";
import { members, paged, type ToolCall, tool, words } from "../tool.ts";

const { described } = members;
const LONGEST_KEY = 2048;
const severity = z.enum(SEVERITIES);

const listed = z.object({
  key: described(z.string(), "For scan with key, and for plan with findings"),
  severity,
  cause: z.string(),
  title: z.string(),
  account: z.nullable(z.string()),
  permissionSet: z.nullable(z.string()),
  principal: z.nullable(z.string()),
  affectedUsers: z.int(),
  remedy: described(z.enum(["api", "human", "wait"]), "api: the tool plan can make the repair"),
  firstSeen: z.string(),
  author: z.nullable(z.string()),
});

const detail = z.object({
  summary: z.string(),
  confidence: z.enum(["proved", "likely", "possible"]),
  state: z.enum(["open", "accepted", "closed"]),
  affected: z.array(z.string()),
  remedy: z.string(),
  steps: z.array(z.string()),
  history: z.array(z.object({ at: z.string(), kind: z.string(), who: z.nullable(z.string()) })),
});

const input = z.strictObject({
  organization: members.organization,
  key: z.optional(
    described(z.string().check(z.minLength(1), z.maxLength(LONGEST_KEY)), "Show this one finding in full"),
  ),
  severity: z.optional(severity),
  cause: z.optional(described(words, "Id of a cause")),
  account: z.optional(described(words, "Account id")),
  refresh: z.optional(
    described(z.boolean(), "Read what changed at AWS first (role operator; the first time takes minutes)"),
  ),
  limit: members.limit,
  offset: members.offset,
});

export const scanTool = tool({
  name: "scan",
  title: "List findings of an organization",
  description:
    "List what is broken, stale or risky in the whole organization, the worst first, from the newest snapshot. With key, one finding with its remedy and history.",
  writes: false,
  input,
  output: z.object({
    takenAt: described(z.string(), "The moment that the findings are about"),
    counts: z.object({ high: z.int(), medium: z.int(), low: z.int() }),
    total: described(z.int(), "Open findings that fit what was asked"),
    findings: z.array(listed),
    following: described(z.int(), "Findings after these; read on with offset"),
    detail: z.nullable(detail),
    missingPermissions: z.array(z.string()),
    blindSpot: z.nullable(z.string()),
    notExamined: described(
      z.array(z.string()),
      "What the scan did not look at, such as trust policies of entitled roles",
    ),
  }),
  handle: async (call) => {
    const { input: asked, organization, team } = call;
    if (asked.refresh === true) await refreshed(call);
    const one = organization("viewer");
    const { scan, found } = await rankedFindings(one, ["open"], team);
    const about = asked.key === undefined ? undefined : await findingDetail(asked.key, one, team);
    const fitting = found.filter(({ finding }) => fits(finding, asked));
    const { shown, following } = about ? { shown: [about], following: 0 } : paged(fitting, asked);
    const count = (wanted: Severity) => found.filter(({ finding }) => finding.severity === wanted).length;
    return {
      takenAt: scan.takenAt,
      counts: { high: count("high"), medium: count("medium"), low: count("low") },
      total: about ? 1 : fitting.length,
      findings: shown.map(({ finding, firstSeen, author }) => ({ ...inList(finding), firstSeen, author })),
      following,
      detail: about ? inFull(about) : null,
      missingPermissions: [...permissionsOf(scan.unread.map(({ failure }) => failure))],
      blindSpot: scan.blindSpot,
      notExamined: [...scan.unread.flatMap(({ failure }) => otherThanPermission(failure)), ...scan.notExamined],
    };
  },
});

type Asked = z.output<typeof input>;

/** @throws AccessError where the collection failed */
async function refreshed({ organization, team, who, context }: ToolCall<Asked>): Promise<void> {
  const { id } = await requestRefresh({ by: who.name, isFresh: false }, organization("operator"), team);
  const { state, outcome } = await endedJob({ id, who, signal: context.mcpReq.signal }, team);
  if (state !== "done") throw new AccessError("unverified", `The snapshot was not refreshed: ${outcome ?? state}`);
}

const fits = (
  { severity: found, cause, subject }: Finding,
  asked: Pick<Asked, "severity" | "cause" | "account">,
): boolean =>
  (asked.severity === undefined || found === asked.severity) &&
  (asked.cause === undefined || cause === asked.cause) &&
  (asked.account === undefined || subject.account?.id === asked.account);

const inList = ({ key, severity: found, cause, title, subject, affected, remedy }: Finding) => ({
  key,
  severity: found,
  cause,
  title,
  account: subject.account?.id ?? null,
  permissionSet: subject.permissionSet?.name ?? null,
  principal: subject.principal ? (subject.principal.name ?? subject.principal.id) : null,
  affectedUsers: affected.users,
  remedy: remedy.kind,
});

function inFull({ finding, state, history }: FindingDetail): z.input<typeof detail> {
  const { summary, confidence, affected, remedy } = finding;
  return {
    summary,
    confidence,
    state,
    affected: [...affected.sample],
    remedy: remedy.summary,
    steps: remedy.kind === "api" ? [...remedy.notes] : [...remedy.steps],
    history: history.map(({ at, kind, who }) => ({ at, kind, who })),
  };
}
