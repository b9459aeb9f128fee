/** Two changes to the same thing at the same time, or more at once than Identity Center takes. */
import type { Confidence, Remedy } from "../../../model/diagnosis.ts";
import {
  IDENTITY_CENTER_CALLS_PER_SECOND,
  PROVISIONINGS_AT_ONCE,
  UNFINISHED_ASSIGNMENTS,
} from "../../../model/quotas.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

/** Operations of sso-admin; the exception names alone are words of many services (facts 3.1). */
const ADMIN =
  /AccountAssignment|PermissionSet|\bSSO Admin\b|\bSSOAdmin\b|\bSsoAdmin\b|\bsso-admin\b|services\.ssoadmin|AWS::SSO::|SWBExternalService/i;
/** Conflicts with what is there, not with a change in progress: no retry helps (facts 3.1, D14). */
const LASTING =
  /already exists|already has a typed link attachment|already attached|ApplicationProfile associated with it/i;
const CONFLICT = /ConflictException/;
/** Facts D14. */
const TOO_MANY_WORDS = /There are too many requests processing\. Please try again later/i;
const THROTTLED =
  /HandlerErrorCode: Throttling|Request throttled|ThrottlingException|TooManyRequestsException|Throttling: Rate exceeded|Rate exceeded/i;
/** A Go client's own end of patience: it gave up because it was throttled (facts D14, tf-35646). */
const GAVE_UP = /failed to get rate limit token, retry quota exceeded/i;

const pasted = definePastedCause({
  id: "concurrent-operation",
  stage: "provisioning",
  rank: 90,
  title: "Too many changes at the same time",
  facts: ["2.4 D14", "3.1", "3.6", "E11"],
  confidenceRule:
    "Proved when AWS's text for it is there; likely for a ConflictException or a throttled call of sso-admin without it.",
  documentation: {
    symptoms: [
      "ThrottlingException: There are too many requests processing. Please try again later.",
      "An error occurred (ConflictException) when calling the CreateAccountAssignment operation",
      "operation error SSO Admin: ListAccountAssignments, failed to get rate limit token, retry quota exceeded",
      "An access request ends in error while an older grant for the same user, role and account expires",
      "CloudFormation fails when more than ten to twenty AWS::SSO::Assignment are made in parallel",
    ],
    why: `Identity Center takes ${IDENTITY_CENTER_CALLS_PER_SECOND} calls of sso-admin a second, ${UNFINISHED_ASSIGNMENTS} unfinished assignments, ${PROVISIONINGS_AT_ONCE} runs of ProvisionPermissionSet at once, and changes one role at a time in an account. A creation that meets the deletion of the same grant is a conflict. A client that does not repeat the call leaves the grant undone.`,
    whatToDo:
      'Wait until what is in progress has ended, then repeat the call, one account after the other and with growing pauses. In Terraform lower `-parallelism`, in CloudFormation chain with DependsOn. A conflict that says "already exists", "already has a typed link attachment", "already attached" or "ApplicationProfile associated with it" is another matter: it does not go away by waiting.',
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html",
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html",
      "https://github.com/aws-samples/iam-identity-center-team/issues/513",
      "https://github.com/hashicorp/terraform-provider-aws/issues/35646",
      "https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/660",
    ],
  },
  notice: (text) => {
    const kind = kindOf(text);
    return kind && { ...kind, remedy: slowly };
  },
});

function kindOf(text: string): { confidence: Confidence; summary: string } | undefined {
  if (TOO_MANY_WORDS.test(text))
    return {
      confidence: "proved",
      summary: "Identity Center was still working on too many requests to take this one.",
    };
  if (!ADMIN.test(text)) return undefined;
  if (CONFLICT.test(text) && !LASTING.test(text))
    return {
      confidence: "likely",
      summary:
        "This call met another change of the same thing that had not ended yet, for example the deletion of the same grant. Nothing came of it, and nobody repeats it by itself.",
    };
  if (THROTTLED.test(text) || GAVE_UP.test(text))
    return {
      confidence: "likely",
      summary: "Identity Center was called more often than its limits allow, and the client gave up.",
    };
  return undefined;
}

const slowly: Remedy = {
  kind: "wait",
  summary: "Let what runs end, then repeat the call more slowly",
  steps: [
    "Repeat the call with growing pauses, one account after the other; in Terraform with a lower -parallelism.",
    "See what still runs:",
    "aws sso-admin list-account-assignment-creation-status --instance-arn <instance ARN> --filter Status=IN_PROGRESS",
  ],
};

export const concurrentOperation = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const concurrentOperationIn = pasted.noticedIn;
