/** Two changes to the same thing at the same time, or more at once than Identity Center accepts. */
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
    "Proved when the text contains AWS's message for it; likely for a ConflictException or a throttled sso-admin call without that message.",
  documentation: {
    symptoms: [
      "ThrottlingException: There are too many requests processing. Please try again later.",
      "An error occurred (ConflictException) when calling the CreateAccountAssignment operation",
      "operation error SSO Admin: ListAccountAssignments, failed to get rate limit token, retry quota exceeded",
      "An access request ends in error while an older grant for the same user, role and account expires",
      "CloudFormation fails when more than ten to twenty AWS::SSO::Assignment are made in parallel",
    ],
    why: `Identity Center accepts ${IDENTITY_CENTER_CALLS_PER_SECOND} sso-admin calls a second, ${UNFINISHED_ASSIGNMENTS} unfinished assignments, ${PROVISIONINGS_AT_ONCE} concurrent runs of ProvisionPermissionSet, and changes one role at a time in an account. Creating an assignment while the same one is being deleted is a conflict. If the client does not retry, the access is not granted.`,
    whatToDo:
      'Wait until the work in progress has finished, then retry, one account after the other and with backoff. In Terraform lower `-parallelism`; in CloudFormation chain resources with DependsOn. A conflict that says "already exists", "already has a typed link attachment", "already attached" or "ApplicationProfile associated with it" is different: waiting does not resolve it.',
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
      summary: "Identity Center was still working on too many requests to accept this one.",
    };
  if (!ADMIN.test(text)) return undefined;
  if (CONFLICT.test(text) && !LASTING.test(text))
    return {
      confidence: "likely",
      summary:
        "This call conflicted with another change that was still in progress, for example the deletion of the same assignment. It had no effect and is not retried automatically.",
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
  summary: "Wait until the work in progress has finished, then retry more slowly",
  steps: [
    "Retry with backoff, one account after the other; in Terraform with a lower -parallelism.",
    "See what is still in progress:",
    "aws sso-admin list-account-assignment-creation-status --instance-arn <instance ARN> --filter Status=IN_PROGRESS",
  ],
};

export const concurrentOperation = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const concurrentOperationIn = pasted.noticedIn;
