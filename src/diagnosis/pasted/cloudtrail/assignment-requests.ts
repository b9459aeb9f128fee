/** Calls that start asynchronous work: assignments made and removed, sets provisioned (facts 3.2, 5.3). */
import { pollable, WORKS } from "../asynchronous.ts";
import { likely } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";
import type { Family } from "./family.ts";

export const assignmentRequests: Family = (event) => {
  const work = WORKS.find(({ operation }) => operation === event.name);
  if (!work) return undefined;
  const status = objectAt(event.response, work.status) ?? {};
  const subject: JsonObject = { ...status, ...event.input };
  const about = {
    account: textAt(subject, "targetId") ?? textAt(subject, "accountId") ?? null,
    permissionSet: textAt(subject, "permissionSetArn") ?? null,
    layer: "Identity Center",
  } as const;
  const grantee = granteeOf(subject);
  if (event.hasFailed) return { title: `${event.name}: refused`, ...about, meaning: grantee };
  // The event's requestID is the id of the request to poll (facts 3.2).
  const id = textAt(status, "requestId") ?? textAt(event.raw, "requestID");
  const request = pollable(work, id, textAt(subject, "instanceArn"));
  return {
    title: `${event.name}: requested`,
    ...about,
    request,
    meaning: [
      ...grantee,
      "The event only shows that AWS accepted the request: it always says IN_PROGRESS. Whether it succeeded, and why it failed, is in the status of the request, not in CloudTrail.",
    ],
    next:
      request === null
        ? []
        : ["Read the status of the request; its FailureReason is AWS's own answer:", request.command],
    // Where the request can be read, its status decides.
    ask: request === null ? whyCommand(userOf(subject), about.account, about.permissionSet) : null,
    fits: work.operation === "DeleteAccountAssignment" ? likely("assignment-removed") : work.fits,
  };
};

/** The user's id, where the assignment is a user's own; a group is nobody to ask about. */
const userOf = (subject: JsonObject): string | null =>
  textAt(subject, "principalType") === "USER" ? (textAt(subject, "principalId") ?? null) : null;

function granteeOf(subject: JsonObject): readonly string[] {
  const id = textAt(subject, "principalId");
  return id === undefined ? [] : [`The request is about ${textAt(subject, "principalType") ?? "principal"} ${id}.`];
}
