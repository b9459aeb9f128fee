/** STS does not answer for this account in the Region that was asked. */
import { firstRegionOf, partitionOf } from "../../../model/partition.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

const NOT_ACTIVATED = /RegionDisabledException|STS is not activated in this region/i;

const pasted = definePastedCause({
  id: "region-disabled",
  stage: "role session",
  rank: 70,
  title: "The Region is disabled in the account",
  facts: ["C11", "A14"],
  confidenceRule: "Always proved: STS returns this error.",
  documentation: {
    symptoms: [
      "RegionDisabledException: STS is not activated in this region for account:<id>. Your account administrator can activate STS in this region using the IAM Console.",
      "operation error STS: AssumeRole, https response error StatusCode: 403, RegionDisabledException",
    ],
    why: "STS, or the whole Region, is disabled for this account, so STS issues no credentials there. The assignment is not the reason. A relay state that points to a console in such a Region also fails, but with a message from the console, not this one (inferred).",
    whatToDo:
      "Use another Region (`--region us-east-1`, or the profile's region), or ask the account's administrator to enable it: STS under IAM > Account settings, an opt-in Region under Account > AWS Regions.",
    sources: [
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtopermrelaystate.html",
    ],
  },
  notice: (text) => {
    if (!NOT_ACTIVATED.test(text)) return undefined;
    const region = firstRegionOf(partitionOf(/\b(?:us-gov|cn|eusc)-[a-z]+(?:-[a-z]+)?-\d\b/.exec(text)?.[0] ?? ""));
    const account = /for account: ?(\d{11,12})\b/.exec(text)?.[1];
    return {
      confidence: "proved",
      summary: `STS issues no credentials ${account === undefined ? "for this account" : `for the account ${account}`} in this Region, because STS or the Region is disabled there. The assignment is not the reason.`,
      remedy: {
        kind: "human",
        summary: "Use another Region, or enable this one in the account",
        risk: "low",
        steps: [
          "Have the account's administrator enable it: STS under IAM > Account settings, an opt-in Region under Account > AWS Regions.",
          "Or use another Region; this shows whether the rest works:",
          `aws sts get-caller-identity --region ${region}`,
        ],
      },
    };
  },
});

export const regionDisabled = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const regionDisabledIn = pasted.noticedIn;
