/** The Region that was asked has no Identity Center instance: there is one in another Region, or none at all (facts N6 to N8). */
import type { InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { listed } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface NotInRegion extends Found {
  /** Null: none in any Region that was looked at. */
  readonly elsewhere: InstanceFacts | null;
}

export const instanceNotInRegion = defineCause<NotInRegion>({
  id: "instance-not-in-region",
  stage: "instance",
  rank: 20,
  title: "Identity Center is not in this Region",
  facts: ["A13", "S9", "S10", "N6", "N7", "N8"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved when every Region that matters was checked: an instance is listed only in its primary Region and in the Regions that it is replicated to.",
  documentation: {
    symptoms: [
      "aws sso-admin list-instances returns an empty list",
      '"Instances": []',
      "Assignments were created in a different Region and have no effect",
      "The console of this Region offers to enable IAM Identity Center although it is in use",
      "the resource does not exist in this Region",
    ],
    why: "An Identity Center instance has one primary Region, and permission sets and assignments can be read and changed only there. Regions that the instance is replicated to list it and serve sign-in and the access portal, but not permission sets. In every other Region the instance is not listed, so no assignment can have been created there.",
    whatToDo:
      "Use the primary Region: in the AWS profile or with --region, in the console, and as sso_region in the users' AWS configuration together with that instance's start URL.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/regions.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/api-support-in-additional-regions.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/use-cases-across-regions.html",
    ],
  },
  find: ({ facts }) => {
    if (facts.instance.state !== "known") return undefined;
    const { value } = facts.instance;
    // One Region looked at and an instance found: it is in the Region that was asked, though its home may be another.
    const isElsewhere = value !== null && value.region !== facts.question.region && facts.regionsLookedAt.length > 1;
    // A Region that nobody named is our own guess: finding the instance elsewhere is then no mistake of the operator.
    if (value !== null && !(isElsewhere && facts.question.isRegionGiven)) return undefined;
    return { confidence: "proved", evidence: evidenceOf(facts.instance), elsewhere: value };
  },
  explain: ({ elsewhere }, { facts }) =>
    elsewhere
      ? `There is no Identity Center instance in ${facts.question.region}; the organization's (${elsewhere.arn}) is in ${elsewhere.region}, which the rest of this answer is about. Permission sets and assignments exist in the primary Region only: nothing can have been assigned in ${facts.question.region}.`
      : `There is no Identity Center instance that these credentials can see in ${listed(facts.regionsLookedAt)}, so no access can be given through one.`,
  remedy: ({ elsewhere }, grant) => (elsewhere ? useRegionOf(elsewhere, grant) : findInstance(grant)),
});

const useRegionOf = ({ region }: InstanceFacts, { facts }: WalkedGrant): Remedy => ({
  kind: "human",
  summary: `Use ${region} instead of ${facts.question.region}`,
  risk: "low",
  steps: [
    `Run the command with --region ${region}, or set \`region = ${region}\` in the AWS profile.`,
    `In the AWS console, switch to ${region} before opening IAM Identity Center.`,
    `The start URL of the user's access portal must be that of the instance in ${region}, and \`sso_region\` in the user's AWS configuration must be ${region}.`,
  ],
});

const findInstance = ({ facts }: WalkedGrant): Remedy => ({
  kind: "human",
  summary: "Run the command in the organization that has Identity Center, in its primary Region",
  risk: "low",
  steps: [
    "Check which account the credentials belong to: `aws sts get-caller-identity`. It must be the management account of the organization or its delegated administrator for Identity Center.",
    `If the instance is in a Region other than ${listed(facts.regionsLookedAt, "or")}, name it with --region.`,
    "If the organization has no instance yet, enable IAM Identity Center in the management account.",
  ],
});
