/** MFA is required to sign in, and the user has no device for it (facts C18). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

/** The field of sign-in events, and the words of the setting and of administrators. */
const NO_DEVICE =
  /"?DeviceEnrollmentRequired"?\s*[:=]\s*"?true|Block their sign-?in|(?:no|without an?|have an?|has an?) registered MFA device|MFA\b.{0,40}\brequired\b.{0,60}\b(?:no|not|none)\b.{0,30}\b(?:device|registered)/i;

const registerDevice: Remedy = {
  kind: "human",
  summary: "Register an MFA device for the user, or let users register one at sign-in",
  risk: "medium",
  steps: [
    "In the IAM Identity Center console, choose Users, the user, MFA devices, then Register MFA device.",
    'Or change Settings > Authentication > Multi-factor authentication > "If a user does not yet have a registered MFA device" to "Require them to register an MFA device at sign in". This applies to all users.',
    "Then let the user sign in again.",
  ],
};

const pasted = definePastedCause({
  id: "mfa-not-registered",
  stage: "portal",
  rank: 26,
  title: "MFA is required and the user has no registered device",
  facts: ["C18", "C16"],
  tellUser: [
    "You need a second factor to sign in, and none is registered for you.",
    "Register a device when you sign in, or ask us to send you a registration link.",
  ],
  confidenceRule:
    "Likely: the text says that a device is missing; the setting that decides what happens then is shown only in the console.",
  documentation: {
    symptoms: [
      "Block their sign-in",
      "The user has no registered MFA device",
      "DeviceEnrollmentRequired",
      "MFA is required but no device is registered",
    ],
    why: 'Identity Center can require a second factor. A setting of the instance decides what happens to a user without a registered device: they register one at sign-in, get a one-time password by e-mail, are let in, or are blocked ("Block their sign-in"). A blocked user cannot register a device themselves, because that needs a sign-in.',
    whatToDo:
      'Register a device for the user (IAM Identity Center > Users > the user > MFA devices), or change the setting to "Require them to register an MFA device at sign in". With an external identity provider, the provider handles the second factor.',
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/how-to-configure-mfa-device-enforcement.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
    ],
    notOnLab:
      "Not shown: MFA devices and this setting can be seen and changed only in the console. No AWS API exposes them. Users of the lab have a device or need none.",
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    if (!NO_DEVICE.test(text)) return undefined;
    return {
      confidence: "likely",
      summary:
        "The user has no registered MFA device, and Identity Center requires one: depending on its settings the user must register a device at sign-in, or is blocked.",
      remedy: registerDevice,
    };
  },
});

export const mfaNotRegistered = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const mfaNotRegisteredIn = pasted.noticedIn;
