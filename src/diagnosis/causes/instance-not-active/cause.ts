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
    why: "While an instance is being created or deleted there is no portal, and nothing can be assigned. After a failed creation this does not change by itself.",
    whatToDo:
      "Wait for the creation to finish. If it failed, read the status reason, fix what it names and create the instance again. A deletion cannot be stopped.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_DescribeInstance.html"],
  },
  find: ({ facts: { instance } }) =>
    instance.state === "known" && instance.value && instance.value.status !== "ACTIVE"
      ? { confidence: "proved", evidence: evidenceOf(instance), instance: instance.value }
      : undefined,
  explain: ({ instance: { arn, status, statusReason } }) =>
    `The Identity Center instance (${arn}) is ${status} and not active, so nobody can sign in through it.${statusReason ? ` AWS's reason: "${statusReason}"` : ""}`,
  remedy: ({ instance }) => remedyFor(instance),
});

function remedyFor({ arn, region, status, statusReason }: InstanceFacts): Remedy {
  const look = `Check again: \`aws sso-admin describe-instance --region ${region} --instance-arn ${arn}\`.`;
  if (status === "CREATE_IN_PROGRESS")
    return {
      kind: "wait",
      summary: "Wait until the instance has been created",
      steps: [look, "Then run the command again."],
    };
  return {
    kind: "human",
    summary:
      status === "CREATE_FAILED" ? "Create the instance again" : "The instance is being deleted: create a new one",
    risk: "high",
    steps: [
      ...(statusReason ? [`AWS's reason: "${statusReason}". Fix that first.`] : []),
      status === "CREATE_FAILED"
        ? "In the management account, delete the failed instance and enable IAM Identity Center again, in the organization's preferred primary Region."
        : "Find out who deletes it and why (CloudTrail, event DeleteInstance). Users, groups and assignments are deleted with it: a new instance starts empty.",
      look,
    ],
  };
}
