/** The user is entitled to a role that does not exist any more: the entitlement stays, taking it fails (facts AAM46). */
import { defineCause, type Found } from "../../cause.ts";
import {
  type EntitledWay,
  howToOpen,
  NO_PERMISSION_SET_GIVES_IT,
  type SecondRoad,
  secondRoadOf,
  wayName,
} from "../../families/second-road.ts";
import { userName } from "../../path/names.ts";

interface Missing extends Found {
  readonly road: SecondRoad;
  readonly way: EntitledWay;
}

export const entitlementRoleMissing = defineCause<Missing>({
  id: "entitlement-role-missing",
  stage: "assignment",
  rank: 22,
  title: "The entitled role does not exist",
  facts: ["AAM38", "AAM46"],
  noticedIn: "facts",
  explains: NO_PERMISSION_SET_GIVES_IT,
  standsAlone: false,
  confidenceRule: "Proved: the entitlement was read, and IAM of the account has no role with that ARN.",
  documentation: {
    symptoms: [
      "A role in the account access portal cannot be opened",
      "verifying role",
      "The entitled role was deleted",
    ],
    why: "An entitlement names the ARN of an IAM role, path included. Deleting the role, or creating it again under a different path, does not change the entitlement: the portal still lists the role, but opening it fails.",
    whatToDo:
      "Create the role again under the same ARN with a trust policy for account access manager, or delete the entitlement and create one for the right role.",
    sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-prepare-roles.html"],
  },
  find: (grant) => {
    const road = secondRoadOf(grant);
    if (!road || road.ways.some(({ standing }) => standing.kind === "trusts")) return undefined;
    const way = road.ways.find(({ standing }) => standing.kind === "missing");
    return way && { confidence: "proved", evidence: road.evidence, road, way };
  },
  explain: ({ way }, grant) =>
    `${userName(grant)} is entitled to ${wayName(way)}, but there is no such role (${way.entitlement.roleArn}).`,
  remedy: ({ road, way }, grant) => ({
    kind: "human",
    summary: `Create ${way.roleName} again, or entitle the user to the right role`,
    risk: "medium",
    steps: [
      `Create the role ${way.entitlement.roleArn} with a trust policy that allows account-access.amazonaws.com sts:AssumeRole and sts:SetContext, or delete the entitlement ${way.entitlement.id} and create one for another role.`,
      howToOpen(road, grant),
    ],
  }),
});
