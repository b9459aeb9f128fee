/** Recognises the AWS application is not assigned to the user at the identity provider, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { idpApplicationNotAssigned, idpApplicationNotAssignedIn } from "./cause.ts";

specifyPasted(
  { cause: idpApplicationNotAssigned, noticedIn: idpApplicationNotAssignedIn },
  {
    recognises: [
      ["AADSTS50105", "likely"],
      [
        "AADSTS50105: Your administrator has configured the application AWS IAM Identity Center to block users unless they are specifically granted access",
        "proved",
      ],
      ["User is not assigned to the client application.", "proved"],
      ["403 app_not_configured_for_user", "likely"],
    ],
    silent: ["AADSTS50011: The reply URL does not match", "is not assigned to the permission set", ""],
  },
);
