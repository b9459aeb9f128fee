/** Recognises the user or group of Active Directory is not in the sync scope, and nothing that only looks like it. */
import { specifyPasted } from "../../testing/pasted-cause-spec.ts";
import { adSyncScope, adSyncScopeIn } from "./cause.ts";

specifyPasted(
  { cause: adSyncScope, noticedIn: adSyncScopeIn },
  {
    recognises: [
      ["The group is not in the sync scope", "likely"],
      ["our Active Directory groups do not show up in Identity Center", "possible"],
    ],
    silent: ["Active Directory is the identity source", "Okta groups are not synced", ""],
  },
);
