/** The Identity Center instance is being made, could not be made, or is being deleted (facts A20). */
import type { InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";

interface NotActive extends Found {
  readonly instance: InstanceFacts;
}

export const instanceNotActive = defineCause<NotActive>({
  id: "instance-not-active",
  stage: "instance",
  rank: 20,
  title: "The Identity Center instance is not active",
  facts: ["A20"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule: "Always proved: ListInstances returns the status.",
  documentation: {
    symptoms: [
      '"Status": "CREATE_IN_PROGRESS"',
      '"Status": "CREATE_FAILED"',
      '"Status": "DELETE_IN_PROGRESS"',
      "AccessDeniedException from DescribeInstance after the instance was deleted",
    ],
    why: "While an instance is being made or deleted there is no portal, and nothing can be assigned. After a failed creation there never will be.",
    whatToDo:
      "Wait for a creation to end; after a failed one read the status reason, remove what it names and make the instance again. A deletion cannot be stopped.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribeInstance.html"],
  },
  find: ({ facts: { instance } }) =>
    instance.state === "known" && instance.value && instance.value.status !== "ACTIVE"
      ? { confidence: "proved", evidence: evidenceOf(instance), instance: instance.value }
      : undefined,
  explain: ({ instance: { arn, status, statusReason } }) =>
    `The Identity Center instance ${arn} is ${status}, not ACTIVE, so nobody can sign in through it.${statusReason ? ` AWS's reason: "${statusReason}"` : ""}`,
  remedy: ({ instance }) => remedyFor(instance),
});

function remedyFor({ arn, region, status, statusReason }: InstanceFacts): Remedy {
  const look = `Look again: \`aws sso-admin describe-instance --region ${region} --instance-arn ${arn}\`.`;
  if (status === "CREATE_IN_PROGRESS")
    return { kind: "wait", summary: "Wait until the instance has been made", steps: [look, "Then ask again."] };
  return {
    kind: "human",
    summary: status === "CREATE_FAILED" ? "Make the instance again" : "The instance is being deleted: make a new one",
    risk: "high",
    steps: [
      ...(statusReason ? [`AWS says why: "${statusReason}". Remove that first.`] : []),
      status === "CREATE_FAILED"
        ? "In the management account delete the failed instance and enable IAM Identity Center again, in the Region that the organization wants as its home."
        : "Find out who deletes it and why (CloudTrail, event DeleteInstance). Users, groups and assignments go with it: a new instance begins empty.",
      look,
    ],
  };
}
