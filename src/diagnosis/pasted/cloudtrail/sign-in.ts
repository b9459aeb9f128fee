/** The steps of a sign-in: challenge, verification, success, and what an external identity provider sent (facts 5.4, C16). */
import { signInFailedIn } from "../../causes/sign-in-failed/cause.ts";
import { type Fit, likely, possible } from "../catalogue-ids.ts";
import { whyCommand } from "../command.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";
import type { Family, PastedEvent } from "./family.ts";

const STEPS = new Map([
  ["CredentialChallenge", "The user was asked for credentials. The result is in the event CredentialVerification."],
  ["CredentialVerification", "Identity Center accepted the user's credentials."],
  [
    "UserAuthentication",
    "The sign-in was completed. Whatever is denied afterwards is a matter of assignments, roles and policies.",
  ],
  ["ExternalIdPDirectoryLogin", "The user came back from the external identity provider."],
]);

export const signIn: Family = (event) => {
  const meaning = STEPS.get(event.name);
  if (meaning === undefined) return undefined;
  const more = objectAt(event.raw, "additionalEventData") ?? {};
  const hasFailed = event.hasFailed || outcome(event) === "Failure";
  const credential = textAt(more, "CredentialType");
  const cause = hasFailed ? signInFailedIn('"CredentialVerification":"Failure"') : undefined;
  return {
    title: `${event.name}${hasFailed ? ": failed" : ""}`,
    layer: "sign-in",
    meaning: [
      ...(cause ? [cause.summary] : [meaning]),
      ...(credential === undefined ? [] : [`The step was ${credential}.`]),
      ...enrollment(more),
    ],
    // The second factor is not the matter where the password was the step.
    next: cause && cause.remedy.kind !== "api" ? stepsFor(credential, cause.remedy.steps.slice(0, -1)) : [],
    ask: event.who?.name ? whyCommand(event.who.name, null, null) : "idc-doctor why <user>",
    causes: cause ? [cause] : [],
    // The NameID must be exactly the userName, and nobody is made at sign-in (facts A6, A8, C18).
    fits: [...(isEnrollmentDue(more) ? likely("mfa-not-registered") : []), ...fitsOf(hasFailed, event.name)],
  };
};

const stepsFor = (credential: string | undefined, steps: readonly string[]): readonly string[] =>
  credential === "PASSWORD"
    ? [WRONG_PASSWORD, ...steps.filter((step) => !/\bMFA\b|external identity provider/.test(step))]
    : steps;

/** Passwords that Identity Center checks are its own or Active Directory's: an external provider checks its own itself. */
const WRONG_PASSWORD =
  "The password was not accepted. Type it again under exactly the userName; else an administrator resets it (console, Users > the user > Reset password), or in Active Directory where that is the identity source.";

function fitsOf(hasFailed: boolean, name: string): readonly Fit[] {
  if (!hasFailed) return [];
  return name === "ExternalIdPDirectoryLogin"
    ? possible("sign-in-name-mismatch", "user-not-found", "user-disabled", "idp-acs-mismatch", "idp-attributes-refused")
    : possible("user-disabled");
}

/** `serviceEventDetails` holds the event's own name with `Success` or `Failure`. */
const outcome = ({ raw, name }: PastedEvent): string | undefined =>
  textAt(objectAt(raw, "serviceEventDetails") ?? {}, name) ?? textAt(objectAt(raw, "responseElements") ?? {}, name);

const enrollment = (more: JsonObject): readonly string[] =>
  isEnrollmentDue(more) ? ["The user must register a second factor before the sign-in is complete."] : [];

function isEnrollmentDue(more: JsonObject): boolean {
  const value = more["DeviceEnrollmentRequired"];
  return value === true || value === "true";
}
