/** The user is entitled, but the application of account access manager does not work (facts AAM6). */
import { defineCause, type Found } from "../../cause.ts";
import { NO_PERMISSION_SET_GIVES_IT, type SecondRoad, secondRoadOf, waysInWords } from "../../families/second-road.ts";
import { userName } from "../../path/names.ts";

interface NotActive extends Found {
  readonly road: SecondRoad;
  readonly status: string;
  readonly error: string | undefined;
}

export const accountAccessApplicationNotActive = defineCause<NotActive>({
  id: "account-access-application-not-active",
  stage: "assignment",
  rank: 19,
  title: "The account access manager application is not active",
  facts: ["AAM6", "AAM25", "AAM37", "AAM45"],
  noticedIn: "facts",
  explains: ["entitlement-trust-mismatch", "entitlement-role-missing", ...NO_PERMISSION_SET_GIVES_IT],
  standsAlone: false,
  confidenceRule: "Proved: GetApplication shows a status other than ACTIVE, and an entitlement reaches the user.",
  documentation: {
    symptoms: ["The account access tile is gone from the access portal", "CREATE_FAILED", "DELETE_FAILED"],
    why: "Entitlements give access only through an application that is ACTIVE. It is created and deleted asynchronously, and either can fail. Deleting it cannot be undone, and removes the entitlements.",
    whatToDo:
      "Wait while the status ends in IN_PROGRESS. If creation or deletion failed, read the error, correct the reason and repeat the request in the management account.",
    sources: [
      "https://docs.aws.amazon.com/account-access/latest/APIReference/API_GetApplication.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/account-access-manager-getting-started.html",
    ],
  },
  find: (grant) => {
    const road = secondRoadOf(grant);
    if (!road || road.state === undefined || road.state?.status === "ACTIVE") return undefined;
    const { status, error } = road.state ?? { status: "deleted", error: undefined };
    return { confidence: "proved", evidence: road.evidence, road, status, error };
  },
  explain: ({ road, status, error }, grant) =>
    `${userName(grant)} is entitled to ${waysInWords(road.ways)}, but the application of account access manager is ${status}${error === undefined ? "" : `: ${error}`}.`,
  remedy: ({ road, status }) => ({
    kind: status.endsWith("IN_PROGRESS") ? "wait" : "human",
    summary: status.endsWith("IN_PROGRESS")
      ? "Wait until the request has ended"
      : "Repeat the request on the application in the management account",
    risk: "medium",
    steps: [
      `Look at it: \`aws account-access get-application --application-arn ${road.facts.application.arn}\`.`,
      "A new application has a new ARN, so the trust policies of all entitled roles must be changed too.",
    ],
  }),
});
