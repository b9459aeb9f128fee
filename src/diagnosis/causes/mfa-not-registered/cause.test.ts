/** Recognises mFA is required and the user has no registered device, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { mfaNotRegistered, mfaNotRegisteredIn } from "./cause.ts";

specifyPasted(
  { cause: mfaNotRegistered, noticedIn: mfaNotRegisteredIn },
  {
    recognises: [
      ["Block their sign-in", "likely"],
      ["MFA is required, but the user has no registered MFA device", "likely"],
      ['{"additionalEventData":{"DeviceEnrollmentRequired":"true"}}', "likely"],
    ],
    silent: ["Invalid MFA credentials", '{"DeviceEnrollmentRequired":"false"}', ""],
  },
);
