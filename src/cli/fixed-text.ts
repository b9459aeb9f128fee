/** How `fix` ended, for people: one line on the result, and what to do next. */
import type { Fixed } from "../app/fix.ts";
import { remedyLines } from "../report/cause-lines.ts";
import { counted } from "../report/counted.ts";
import { hanging, headed, wrap } from "../report/layout.ts";
import { palette as paletteOf } from "../report/palette.ts";
import { planMarkdown } from "../report/plan-markdown.ts";
import { planSummary } from "../report/plan-summary.ts";
import { outdatedRoleLine, refusalLines } from "../report/plan-text.ts";
import { plain } from "../report/sanitize.ts";
import type { TextStyle } from "../report/text-style.ts";

type Ended<Kind extends Fixed["kind"]> = Extract<Fixed, { kind: Kind }>;

export function fixedText(fixed: Fixed, style: TextStyle): string {
  const { palette, width } = style;
  switch (fixed.kind) {
    case "works-already":
      return lines(...worksLines(fixed, style));
    case "undecided":
      return `${palette.warn("Undecided:")} something needed could not be read, so nothing was changed.\n`;
    case "no-api-remedy":
      return lines(
        `${palette.warn("No API call can fix this:")} ${fixed.cause.id}`,
        ...remedyLines(fixed.cause, fixed.diagnosis, style),
      );
    case "nothing-to-do":
      return lines(
        `Nothing to ${fixed.purpose}, so nothing was changed:`,
        ...fixed.reasons.flatMap((reason) => hanging("  - ", plain(reason), width)),
      );
    case "changed-meanwhile":
      return lines(
        palette.warn("This changed since the plan was shown, so nothing was changed:"),
        ...fixed.changes.flatMap((change) => hanging("  - ", plain(change), width)),
        "Run the same command again to see the new plan.",
      );
    case "rehearsal-failed":
      return lines(...headed("The rehearsal failed, so nothing was changed:", plain(fixed.reason), width, palette.bad));
    case "refusal-predicted":
      return lines(
        palette.bad("AWS would refuse this, so nothing was sent:"),
        ...fixed.refusals.flatMap((refusal) => refusalLines(refusal, width)),
      );
    case "rehearsed-only":
      return lines(
        ...headed(
          "Rehearsed only:",
          `nothing was changed. Applying means: ${plain(planSummary(fixed.plan, fixed.rehearsal))}`,
          width,
          palette.good,
        ),
      );
    case "declined":
      return "Nothing was changed.\n";
    case "failed":
      return lines(
        `${palette.bad(`Step ${fixed.step.number} failed:`)} ${plain(fixed.reason)}`,
        ...openLines(fixed),
        `Run why again, or continue with ${resumeCommand(fixed)}`,
      );
    case "unfinished":
      return lines(
        `${palette.warn(`Step ${fixed.step.number} is not finished:`)} ${plain(fixed.reason)}${fixed.requestId ? ` (request ${fixed.requestId})` : ""}`,
        ...openLines(fixed),
        `Continue with ${resumeCommand(fixed)}`,
      );
    case "applied":
      return lines(...appliedLines(fixed, style), ...leftOutLines(fixed, width));
  }
}

/** Nothing to fix is said as far as it was looked, and no further. */
function worksLines({ diagnosis: { notExamined } }: Ended<"works-already">, { palette, width }: TextStyle) {
  const nothing = palette.good("Nothing to fix:");
  if (notExamined.length === 0) return [`${nothing} it works.`];
  return [
    `${nothing} it works as far as Identity Center shows. Not examined:`,
    ...notExamined.flatMap(({ what, reason }) => hanging("  · ", plain(`${what}: ${reason}`), width)),
  ];
}

const lines = (...all: readonly string[]): string => `${all.join("\n")}\n`;

const resumeCommand = ({ plan }: Ended<"failed" | "unfinished">): string =>
  `idc-doctor fix --resume ${plan.id.slice(0, 8)}`;

/** What else a long plan left open. */
function openLines({ otherFailures, notBegun }: Ended<"failed" | "unfinished">): readonly string[] {
  return [
    ...otherFailures.map(({ step, reason }) => `Step ${step.number}: ${plain(reason)}`),
    ...(notBegun.length > 0 ? [`Not started: ${counted(notBegun.length, "later step")}`] : []),
  ];
}

/** What the plan could not do, and said before. */
const leftOutLines = ({ plan: { leftOut = [] } }: Ended<"applied">, width: number): readonly string[] =>
  leftOut.flatMap(({ description, reason }) =>
    hanging("Not done: ", plain(`${description}. Reason: ${reason}`), width),
  );

const SIGN_IN_AGAIN = "sign out of the access portal and sign in again; otherwise it appears within an hour";

function appliedLines({ plan, verification }: Ended<"applied">, { palette, width }: TextStyle): readonly string[] {
  if (verification.kind === "not-verified")
    return headed("Applied, but not verified:", plain(verification.reason), width, palette.warn);
  const done = (what: string) => headed("Done and verified:", plain(what), width, palette.good);
  const undo = `Undo: idc-doctor fix --undo ${plan.id.slice(0, 8)}`;
  const { diagnosis, promises } = verification;
  if (!diagnosis) return [...done(counted(plan.steps.length, "step")), undo];
  if (promises.length > 1)
    return [
      ...done(`${counted(promises.length, "grant")}, each by a new diagnosis`),
      ...wrap(`Tell them: ${SIGN_IN_AGAIN}.`, width),
      undo,
    ];
  if (!plan.promise) return [...done(counted(plan.steps.length, "step")), undo];
  const { userName, accountId, permissionSetName, roleArn } = plan.promise;
  const accountName = plan.steps
    .map(({ change }) => ("entitlement" in change ? change.entitlement : "trust" in change ? change.trust : change))
    .flatMap((change) => ("accountId" in change && change.accountId === accountId ? [change.accountName] : []))[0];
  const { account } = diagnosis.question;
  const place = accountName ?? (account.id === accountId ? account.name : null) ?? accountId;
  const tell = (what: string) => headed(plain(`Tell ${userName}:`), `${what}.`, width, palette.strong);
  if (roleArn !== undefined)
    return [
      ...done(`${userName} → role ${permissionSetName} in ${place}, in the account access portal.`),
      ...tell("reload the account access portal; it does not appear in the AWS access portal"),
      undo,
    ];
  const isSeen = diagnosis.paths
    .flatMap(({ links }) => links)
    .some(({ stage, state }) => stage === "portal" && state === "ok");
  const seen = isSeen ? " Their access portal shows it." : "";
  return [
    ...done(`${userName} → ${permissionSetName} in ${place}: ${diagnosis.verdict}.${seen}`),
    ...(diagnosis.verdict === "works" || diagnosis.verdict === "stale" ? tell(SIGN_IN_AGAIN) : []),
    ...(diagnosis.verdict === "stale" ? [outdatedRoleLine(permissionSetName, accountId)] : []),
    undo,
  ];
}

/** The plan with its impact, and how it ended. */
export function fixedMarkdown(fixed: Fixed, { width }: TextStyle): string {
  const ending = fixedText(fixed, { palette: paletteOf({ isColored: false }), width });
  if (!("plan" in fixed)) return ending;
  return `${planMarkdown(fixed.plan, "rehearsal" in fixed ? fixed.rehearsal : undefined)}\n${ending}`;
}
