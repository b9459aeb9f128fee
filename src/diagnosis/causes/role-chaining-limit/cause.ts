/** A role assumed from an Identity Center session lives for one hour at most. */
import { definePastedCause } from "../../families/pasted-cause.ts";

const TOO_LONG = /exceeds the 1 hour session limit for roles assumed by role chaining/i;

const pasted = definePastedCause({
  id: "role-chaining-limit",
  stage: "role session",
  rank: 80,
  title: "A session of a role assumed from another role lasts at most one hour",
  facts: ["C14"],
  tellUser: [
    "A session of a role that you assume from another role ends after one hour.",
    "Sign in to the account directly, or assume the role again every hour.",
  ],
  confidenceRule: "Always proved: AWS names the limit in the error.",
  documentation: {
    symptoms: [
      "An error occurred (ValidationError) when calling the AssumeRole operation: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
      "A profile with role_arn, source_profile and duration_seconds fails; without duration_seconds it works",
    ],
    why: "An Identity Center session is already a role session. Assuming a second role from it is role chaining, and STS limits such a session to one hour, whatever the second role's maximum is.",
    whatToDo:
      "Remove duration_seconds from the profile, or set it to at most 3600; the client renews the session automatically. If longer sessions are needed, assign a permission set in that account, so that no second role is needed.",
    sources: [
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html",
    ],
  },
  notice: (text) =>
    TOO_LONG.test(text)
      ? {
          confidence: "proved",
          summary:
            "The caller is already using a role session (an Identity Center session always is one), and the session of a role assumed from it is limited to one hour. The request asked for more.",
          remedy: {
            kind: "human",
            summary: "Request at most one hour",
            risk: "low",
            steps: [
              "If longer sessions are needed, assign a permission set in that account, so that nobody has to assume a second role.",
              "Otherwise remove duration_seconds from the profile, or set it to one hour:",
              "aws configure set duration_seconds 3600 --profile <profile>",
            ],
          },
        }
      : undefined,
});

export const roleChainingLimit = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const roleChainingLimitIn = pasted.noticedIn;
