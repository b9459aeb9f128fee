/** The identity provider does not give the person the AWS application (facts A25). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

const SAYS_SO =
  /AADSTS50105:? \S|User is not assigned to the client application|not assigned to (?:a role for the|this) application|signed in user .{0,200} is not assigned/i;
/** Entra ID names the application, by the name that somebody gave it there. */
const NAMED_APPLICATION =
  /configured the application '?([^'(]{1,80}?)'? (?:\(|to block)|not assigned to a role for the application '?[^'(]{0,60}'?\(([^)]{1,80})\)/i;
const OF_AWS = /AWS|Amazon|Identity Center|\bSSO\b/i;
const CODE = /AADSTS50105|app_not_configured_for_user/i;

const assignApplication: Remedy = {
  kind: "human",
  summary: "Assign the AWS application to the user at the identity provider",
  risk: "low",
  steps: [
    "At the identity provider (Entra ID, Okta, Google Workspace), assign the IAM Identity Center application to the person, or to a group that they are a direct member of.",
    "Wait for provisioning, or start it on demand. Then check that the user has arrived:",
    "idc-doctor why <user>",
  ],
};

const pasted = definePastedCause({
  id: "idp-application-not-assigned",
  stage: "user",
  rank: 8,
  title: "The AWS application is not assigned to the user at the identity provider",
  facts: ["A25", "A8"],
  confidenceRule:
    "Proved when the identity provider itself says so; likely when only its error code is there; possible when the text names an application that does not look like the AWS one.",
  documentation: {
    symptoms: [
      "AADSTS50105",
      "User is not assigned to the client application",
      "app_not_configured_for_user",
      "The identity provider says that the user is not assigned to a role for the application",
    ],
    why: "With an external identity provider, a person must first be assigned to the AWS application there. Otherwise the provider refuses the sign-in before it reaches AWS. Most providers also provision only assigned people, so the user and their groups are usually missing in Identity Center as well.",
    whatToDo:
      "Assign the person, or a group of theirs, to the AWS application at the identity provider. In Entra ID only direct members of an assigned group count. Then wait for provisioning and check that the user is in Identity Center.",
    sources: [
      "https://learn.microsoft.com/en-us/entra/identity/app-provisioning/how-provisioning-works",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-automatically.html",
    ],
    notOnLab: "Not shown: the identity provider refuses before the sign-in reaches AWS, and it is not part of the lab.",
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    const says = SAYS_SO.test(text);
    if (!says && !CODE.test(text)) return undefined;
    const application = NAMED_APPLICATION.exec(text)
      ?.slice(1)
      .find((name) => name !== undefined);
    if (application !== undefined && !OF_AWS.test(application))
      return {
        confidence: "possible",
        summary: `The identity provider refused the sign-in to the application ${application} because it is not assigned to the person. If that is the IAM Identity Center application, the sign-in never reached AWS.`,
        remedy: assignApplication,
      };
    return {
      confidence: says ? "proved" : "likely",
      summary:
        "The identity provider refused the sign-in before it reached AWS: the AWS application is not assigned to the person or to one of their groups. Many providers then do not provision the user either.",
      remedy: assignApplication,
    };
  },
});

export const idpApplicationNotAssigned = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const idpApplicationNotAssignedIn = pasted.noticedIn;
