/** Why an assignment or provisioning failed, as people paste it: AWS's words alone, or inside Terraform's and CloudFormation's (facts 2.4 D1 to D18). */

import { meaningOfReason, type ReasonMeaning } from "../families/reason-meaning.ts";
import { failedRequestsCommand, pollable, WORKS, type Work } from "./asynchronous.ts";
import { type Fit, possible, proved } from "./catalogue-ids.ts";
import { whyCommand } from "./command.ts";
import { denialsIn } from "./denial.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { isAboutSsoClient } from "./identity-center-words.ts";
import { mentionsIn, openChoices } from "./mentions.ts";
import { asValue } from "./placeholders.ts";

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const INSTANCE = /arn:aws[a-z-]{0,20}:sso:::instance\/ssoins-[\w.-]{16}/;
/** Terraform; the old provider hid the reason (facts D18). */
const TERRAFORM =
  /unexpected state '(?:FAILED|failed)', wanted target '(?:SUCCEEDED|succeeded)'\.?(?: last error: (.{0,2000}))?/;
/** The request's id may have been taken out. */
const CLOUDFORMATION = new RegExp(`Request \\(?(${UUID}|[\\w<>*.[\\]-]{1,60})\\)? failed due to: ?(.{0,2000})`);
/** How Identity Center begins the reasons that other services gave it (facts 2.4, observed sentences). */
const WRAPPED = /^Received a \d{3} status error: \S/;
/** IAM was called directly, or a template's own role was: then IAM's quota is not about a permission set. */
const DIRECT_IAM =
  /HandlerErrorCode|Resource handler returned message|when calling the \w{1,60} operation|operation error IAM|AWS::IAM::|\baws_iam_|\bIAM (?:Role|Policy|User|Group|Instance Profile)\b.{0,80}LimitExceeded|SDK Attempt Count/;

/** The role is named, or what made it is: one of the account's own. */
const OTHER_ROLE =
  /\broles?\b(?! of the (?:permission )?set)|\b(?:CloudFormation|serverless|lambda|beanstalk|helm|pulumi|cdk)\b/i;

export function explainFailureReason(line: string): readonly Explanation[] {
  const terraform = TERRAFORM.exec(line);
  const reason = withoutAddress(terraform?.[1] ?? CLOUDFORMATION.exec(line)?.[2] ?? line);
  const known = meaningOfReason(reason) ?? meaningOfReason(line);
  const isDirect = DIRECT_IAM.test(line) || (!WRAPPED.test(reason) && OTHER_ROLE.test(line));
  if (known && QUOTA_OF_IAM.test(line) && isDirect && !isAboutSsoClient(line)) return [ofAnotherRole(line)];
  if (!known && !terraform && !CLOUDFORMATION.test(line)) return [];
  return [explained(line, known ?? (/^(?:$|%!s\(<nil>\))/.test(reason) ? HIDDEN : otherReason(reason)))];
}

/** A reason that Identity Center got from another service and that nothing else knows: AWS's words, and which request to look at. */
export function explainOtherReason(line: string): readonly Explanation[] {
  const reason = withoutAddress(line);
  return WRAPPED.test(reason) ? [explained(line, otherReason(reason))] : [];
}

/** Terraform writes the resource's address and place behind the reason. */
const withoutAddress = (reason: string): string =>
  reason.replace(/ with (?:module\.|aws_)[\w.[\]"-]{1,300},? .*$/, "").trim();

/** IAM's own sentences, about any role of the account. */
const QUOTA_OF_IAM = /Cannot exceed quota for|does not exist or is not attachable/;

const ofAnotherRole = (line: string): Explanation =>
  explanation("elsewhere", "IAM refused a change of an ordinary role", {
    account: mentionsIn(line).account,
    meaning: [
      `IAM's words: "${/(?:Cannot exceed quota for|Policy arn:)[^"()\\]{0,300}/.exec(line)?.[0].trim()}".`,
      "Nothing here is about Identity Center: the role is one of your own, made by IAM, CloudFormation or Terraform.",
    ],
    next: [
      /Cannot exceed quota/.test(line)
        ? "Attach fewer policies or delete what is not needed, or ask AWS for a higher quota (Service Quotas, IAM) in the account."
        : "Correct the policy's ARN, or create the policy first.",
    ],
  });

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
    meaning: [...known.meaning, ...(known.isHarmless ? [] : openChoices(mentions))],
    next: known.isHarmless
      ? known.next
      : [
          ...known.next,
          ...(known === HIDDEN
            ? [request?.command ?? failedRequestsCommand(work ?? WORKS[0], instance)]
            : [whyCommand(mentions.user, mentions.account, mentions.permissionSet)]),
        ],
    fits: [...known.fits, ...(known.isHarmless ? [] : fitsOfWork(work))],
  });
}

const HIDDEN: ReasonMeaning = {
  title: "The request failed, and this message does not give the reason",
  meaning: ["Old versions of the Terraform provider leave AWS's reason out. Only the status of the request holds it."],
  next: ["Read the FailureReason, and paste it here:"],
  fits: [],
};

const otherReason = (reason: string): ReasonMeaning => ({
  title: "The request failed, for a reason that is not known here",
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
  asValue((CLOUDFORMATION.exec(line) ?? new RegExp(`"?requestId"?["':= ]{1,5}(${UUID})`, "i").exec(line))?.[1]);
