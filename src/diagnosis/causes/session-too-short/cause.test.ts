/** Recognises sessions end sooner than expected, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { sessionTooShort, sessionTooShortIn } from "./cause.ts";

specifyPasted(
  { cause: sessionTooShort, noticedIn: sessionTooShortIn },
  {
    recognises: [
      ["I have to sign in again every hour", "possible"],
      ["the console logs me out after 60 minutes", "possible"],
      ["SessionNotOnOrAfter", "possible"],
      ["my credentials expire after one hour", "possible"],
    ],
    silent: [
      "The SSO session associated with this profile has expired or is otherwise invalid",
      "Credentials have expired",
      "",
    ],
  },
);
