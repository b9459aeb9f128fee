/** No permission set gives the access, but an entitlement does: the role is in another portal (facts AAM18 to AAM21). */

import { isOfNewExperience } from "../../../model/role-template.ts";
import { defineCause, type Found } from "../../cause.ts";
import { NO_SET_IS_NORMAL, originOf } from "../../families/role-template.ts";
import {
  type EntitledWay,
  howToOpen,
  isShutOut,
  NO_PERMISSION_SET_GIVES_IT,
  portalOf,
  type SecondRoad,
  secondRoadOf,
  waysInWords,
} from "../../families/second-road.ts";
import { userName } from "../../path/names.ts";

interface Entitled extends Found {
  readonly road: SecondRoad;
}

export const entitledByAccountAccessManager = defineCause<Entitled>({
  id: "entitled-by-account-access-manager",
  stage: "assignment",
  rank: 20,
  title: "The access comes from account access manager, which has its own portal",
  facts: ["A18", "AAM3", "AAM18", "AAM19", "AAM20", "AAM21", "N12", "N15"],
  noticedIn: "facts",
  explains: NO_PERMISSION_SET_GIVES_IT,
  standsAlone: false,
  confidenceRule:
    "Proved when the entitlement was read and the role's trust policy lets account access manager assume it; likely when the role was not read.",
  documentation: {
    symptoms: [
      "The account is in the account access portal, but not in the AWS access portal",
      "The role is an ordinary IAM role, not AWSReservedSSO_…",
      "account-access.amazonaws.com",
      "aws sso login does not find a role that was assigned in account access manager",
      "ForbiddenException: No access, for a role that the user is entitled to",
    ],
    why: "Account access manager (2026) assigns existing IAM roles to users and groups of Identity Center. No permission set is involved: sso-admin does not list these entitlements, and the AWS access portal does not show the roles among the accounts. They are in the account access portal, which is a tile on the Applications tab; the CLI gets them with aws login, not with aws sso login.",
    whatToDo: "Open the account access portal, or assign a permission set if the role is not what the user needs.",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-user-access-to-aws-accounts.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-get-started-with-aam-portal.html",
      "https://docs.aws.amazon.com/account-access/latest/APIReference/API_ListEntitlements.html",
    ],
  },
  find: (grant) => {
    const road = secondRoadOf(grant);
    if (!road || (road.state !== undefined && road.state?.status !== "ACTIVE")) return undefined;
    const reached = road.ways.filter((way) => !isShutOut(grant, way));
    const open = reached.filter(({ standing }) => standing.kind === "trusts");
    const unsure = reached.filter(({ standing }) => standing.kind === "unread" || standing.kind === "unknown");
    const ways = open.length > 0 ? open : unsure;
    if (ways.length === 0) return undefined;
    const isSure = open.length > 0 && road.state !== undefined;
    return { confidence: isSure ? "proved" : "likely", evidence: road.evidence, road: { ...road, ways } };
  },
  explain: ({ road }, grant) =>
    `Instead of a permission set, ${userName(grant)} is entitled to ${waysInWords(road.ways)}. That role is in the account access portal (${portalOf(road.facts)}), not in the AWS access portal.${originOfWays(road.ways)}`,
  remedy: ({ road }, grant) => ({
    kind: "human",
    summary: "Sign in at the account access portal",
    risk: "low",
    steps: [
      howToOpen(road, grant),
      ...(road.ways.some(({ entitlement }) => isOfNewExperience(entitlement.roleArn))
        ? []
        : ["If the role is not what the user needs, assign a permission set in the account to one of their groups."]),
    ],
  }),
});

/** Where the roles come from, and that nobody misses a permission set in AWS's new experience (facts N12, N15, inferred). */
function originOfWays(ways: readonly EntitledWay[]): string {
  const origins = ways.flatMap(({ entitlement, roleName }) => {
    const origin = originOf(entitlement);
    return origin === undefined ? [] : [`${roleName} ${origin}`];
  });
  const isNormal = ways.some(({ entitlement }) => isOfNewExperience(entitlement.roleArn));
  return [...[...new Set(origins)].map((origin) => ` ${origin}.`), ...(isNormal ? [` ${NO_SET_IS_NORMAL}`] : [])].join(
    "",
  );
}
