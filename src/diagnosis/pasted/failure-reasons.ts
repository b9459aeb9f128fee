/** Why an assignment or provisioning failed, as people paste it: AWS's words alone, or inside Terraform's and CloudFormation's (facts 2.4 D1 to D18). */

import { meaningOfReason, type ReasonMeaning } from "../families/reason-meaning.ts";
import { failedRequestsCommand, pollable, WORKS, type Work } from "./asynchronous.ts";
import { type Fit, possible, proved } from "./catalogue-ids.ts";
import { whyCommand } from "./command.ts";
import { denialsIn } from "./denial.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { mentionsIn } from "./mentions.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const INSTANCE = /arn:aws[a-z-]{0,20}:sso:::instance\/ssoins-[\w.-]{16}/;
/** Terraform; the old provider hid the reason (facts D18). */
const TERRAFORM =
  /unexpected state '(?:FAILED|failed)', wanted target '(?:SUCCEEDED|succeeded)'\.?(?: last error: (.{0,2000}))?/;
const CLOUDFORMATION = new RegExp(`Request \\(?(${UUID})\\)? failed due to: ?(.{0,2000})`);

export function explainFailureReason(line: string): readonly Explanation[] {
  const terraform = TERRAFORM.exec(line);
  const reason = (terraform?.[1] ?? CLOUDFORMATION.exec(line)?.[2] ?? line).trim();
  const known = meaningOfReason(reason) ?? meaningOfReason(line);
  if (!known && !terraform && !CLOUDFORMATION.test(line)) return [];
  return [explained(line, known ?? (/^(?:%!s\(<nil>\))?$/.test(reason) ? HIDDEN : otherReason(reason)))];
}

function explained(line: string, known: ReasonMeaning): Explanation {
  const work = workIn(line);
  const mentions = mentionsIn(line);
  const [denial] = denialsIn(line);
  const instance = INSTANCE.exec(line)?.[0];
  const request = pollable(work ?? WORKS[0], requestIdIn(line), instance);
  return explanation("failure-reason", known.title, {
    who: denial && denial.principal.who.arn !== "" ? denial.principal.who : null,
    account: mentions.account ?? (denial ? denial.principal.account : null),
    permissionSet: mentions.permissionSet,
    layer: "Identity Center",
    action: denial?.action ?? null,
    resource: denial?.resource ?? null,
    request,
    meaning: known.meaning,
    next: known.isHarmless
      ? known.next
      : [
          ...known.next,
          ...(known === HIDDEN
            ? [request?.command ?? failedRequestsCommand(work ?? WORKS[0], instance)]
            : [whyCommand(null, mentions.account, mentions.permissionSet)]),
        ],
    fits: [...known.fits, ...(known.isHarmless ? [] : fitsOfWork(work))],
  });
}

const HIDDEN: ReasonMeaning = {
  title: "The work failed, and the reason is not in this message",
  meaning: [
    "Old versions of the Terraform provider leave AWS's reason out. It is in the status of the request, and nowhere else.",
  ],
  next: ["Read the FailureReason, and paste it here:"],
  fits: [],
};

const otherReason = (reason: string): ReasonMeaning => ({
  title: "The work failed, for a reason that is not known here",
  meaning: [`AWS's words: "${reason.slice(0, 500)}"`],
  next: [],
  fits: [],
});

/** Which of the three it was, where the text says. */
function workIn(line: string): Work | undefined {
  const [creation, deletion, provisioning] = WORKS;
  if (/DeletionStatus|DeleteAccountAssignment|Assignment.{0,120}\bdelete\b|deleting SSO Account Assignment/i.test(line))
    return deletion;
  if (/ProvisioningStatus|ProvisionPermissionSet|Permission Set.{0,160}\bprovision|provisioning SSO/i.test(line))
    return provisioning;
  if (/CreationStatus|CreateAccountAssignment|Account Assignment|AWS::SSO::Assignment|assignee/i.test(line))
    return creation;
  return undefined;
}

function fitsOfWork(work: Work | undefined): readonly Fit[] {
  switch (work?.operation) {
    case "CreateAccountAssignment":
      return proved("assignment-failed");
    case "ProvisionPermissionSet":
      return proved("provisioning-failed");
    case "DeleteAccountAssignment":
      return [];
    default:
      return possible("assignment-failed", "provisioning-failed");
  }
}

const requestIdIn = (line: string): string | undefined =>
  (CLOUDFORMATION.exec(line) ?? new RegExp(`"?requestId"?["':= ]{1,5}(${UUID})`, "i").exec(line))?.[1];
