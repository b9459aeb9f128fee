/** Recognises a sign-in policy that refuses the console, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { consoleSignInPolicy, consoleSignInPolicyIn } from "./cause.ts";

specifyPasted(
  { cause: consoleSignInPolicy, noticedIn: consoleSignInPolicyIn },
  {
    recognises: [
      ["Authorization denied because of a resource-based policy", "proved"],
      ["Authorization denied because of a resource control policy", "proved"],
      [
        "Authentication failed: To access this account, sign in from a different network, or contact your administrator for more information",
        "proved",
      ],
      ["Authentication failed Invalid request", "likely"],
      ["Your authentication information is incorrect. Please try again.", "possible"],
    ],
    silent: ["with an explicit deny in a resource control policy", "Authentication failed", ""],
  },
);
