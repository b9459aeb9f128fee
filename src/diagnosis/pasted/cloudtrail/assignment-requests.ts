/** Calls that start asynchronous work: assignments made and removed, sets provisioned (facts 3.2, 5.3). */
import { parseInstanceArn, parseRequestId } from "../../../model/ids.ts";
import type { PollableRequest } from "../explanation.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";
import type { Family, PastedEvent } from "./family.ts";

interface Kind {
  readonly describe: string;
  readonly command: string;
  /** The member of responseElements that holds the status. */
  readonly status: string;
  readonly fits: readonly string[];
}

const KINDS: ReadonlyMap<string, Kind> = new Map([
  [
    "CreateAccountAssignment",
    {
      describe: "DescribeAccountAssignmentCreationStatus",
      command: "describe-account-assignment-creation-status --account-assignment-creation-request-id",
      status: "accountAssignmentCreationStatus",
      fits: ["assignment-in-progress", "assignment-failed"],
    },
  ],
  [
    "DeleteAccountAssignment",
    {
      describe: "DescribeAccountAssignmentDeletionStatus",
      command: "describe-account-assignment-deletion-status --account-assignment-deletion-request-id",
      status: "accountAssignmentDeletionStatus",
      fits: ["no-assignment"],
    },
  ],
  [
    "ProvisionPermissionSet",
    {
      describe: "DescribePermissionSetProvisioningStatus",
      command: "describe-permission-set-provisioning-status --provision-permission-set-request-id",
      status: "permissionSetProvisioningStatus",
      fits: ["provisioning-in-progress", "provisioning-failed"],
    },
  ],
]);

export const assignmentRequests: Family = (event) => {
  const kind = KINDS.get(event.name);
  if (!kind) return undefined;
  const status = objectAt(event.response, kind.status) ?? {};
  const subject: JsonObject = { ...status, ...event.input };
  const about = {
    account: textAt(subject, "targetId") ?? textAt(subject, "accountId") ?? null,
    permissionSet: textAt(subject, "permissionSetArn") ?? null,
    layer: "Identity Center",
  } as const;
  const grantee = granteeOf(subject);
  if (event.hasFailed) return { title: `${event.name}: refused`, ...about, meaning: grantee };
  const request = requestOf(event, kind, status, subject);
  return {
    title: `${event.name}: asked for`,
    ...about,
    request,
    meaning: [
      ...grantee,
      "The event only shows that the work was accepted: it always says IN_PROGRESS. Whether it succeeded, and why not, is in the request's status, not in CloudTrail.",
    ],
    next:
      request === null
        ? []
        : ["Read the status of the request: its FailureReason is AWS's own answer.", request.command],
    fits: kind.fits,
  };
};

function granteeOf(subject: JsonObject): readonly string[] {
  const id = textAt(subject, "principalId");
  return id === undefined ? [] : [`It concerns ${textAt(subject, "principalType") ?? "principal"} ${id}.`];
}

/** The event's requestID is the id of the request to poll (facts 3.2). Pasted words enter a command only when well formed. */
function requestOf({ raw }: PastedEvent, kind: Kind, status: JsonObject, subject: JsonObject): PollableRequest | null {
  const id = textAt(status, "requestId") ?? textAt(raw, "requestID");
  if (id === undefined) return null;
  const idWord = parseRequestId(id).kind === "ok" ? id : "<request id>";
  const instance = textAt(subject, "instanceArn") ?? "";
  const instanceWord = parseInstanceArn(instance).kind === "ok" ? instance : "<instance ARN>";
  return {
    id,
    operation: kind.describe,
    command: `aws sso-admin ${kind.command} ${idWord} --instance-arn ${instanceWord}`,
  };
}
