/** Recognises the user was created through the API and has no password yet, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { userNotInvited, userNotInvitedIn } from "./cause.ts";

specifyPasted(
  { cause: userNotInvited, noticedIn: userNotInvitedIn },
  {
    recognises: [
      ["Amazon.IdentityStore CreateUser Not Sending Email Verification Link", "likely"],
      ["no invitation email for users created with the API", "likely"],
      ["created the user with Terraform but they never got a password", "likely"],
    ],
    silent: [
      "An error occurred (ConflictException) when calling the CreateUser operation: Duplicate UserName",
      "SCIM API: no email for the user",
      "Terraform: no access keys, no password for the IAM user",
      "",
    ],
  },
);
