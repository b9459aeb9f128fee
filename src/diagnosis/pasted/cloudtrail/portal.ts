/** The access portal: accounts and roles listed, credentials and consoles handed out (facts 5.1, 5.4). */
import { IDENTITY_CENTER_SERVICE } from "../../../model/service-principals.ts";
import { whyCommand } from "../command.ts";
import { objectAt, textAt } from "../json.ts";
import type { Family } from "./family.ts";

const UNPROVED = "No event of this kind was captured yet;";
const CALLS = new Map([
  ["GetRoleCredentials", "A signed-in user got credentials of this permission set. role_name is the set's name."],
  ["ListAccountRoles", "A signed-in user listed the permission sets of this account."],
  ["ListAccounts", "A signed-in user listed the accounts."],
  ["ListApplications", "A signed-in user listed the applications."],
  ["ListProfilesForApplication", `${UNPROVED} likely somebody opened an entry of the portal's page.`],
  ["Authenticate", `${UNPROVED} likely somebody opened the portal.`],
  ["Logout", "The user signed out of the portal. Credentials issued before stay valid until they expire."],
  [
    "Federate",
    "A signed-in user opened the console from the portal. No event of this kind was captured yet: it is read like GetRoleCredentials.",
  ],
]);

export const portal: Family = ({ name, source, raw, who, hasFailed }) => {
  const meaning = CALLS.get(name);
  // Organizations has a ListAccounts of its own, and sso-admin a ListApplications that is no event of a service.
  if (meaning === undefined || !(source === IDENTITY_CENTER_SERVICE || source === "")) return undefined;
  if (name === "ListApplications" && textAt(raw, "eventType") !== "AwsServiceEvent") return undefined;
  const details = objectAt(raw, "serviceEventDetails") ?? {};
  const account = textAt(details, "account_id") ?? null;
  const permissionSet = textAt(details, "role_name") ?? null;
  return {
    title: permissionSet
      ? `${name}: ${permissionSet} in ${account ?? "an account"} through the portal`
      : `${name} in the portal${account === null ? "" : `: ${account}`}`,
    account,
    permissionSet,
    layer: "portal",
    meaning: hasFailed ? [] : [meaning],
    ask: whyCommand(who?.name ?? null, account, permissionSet),
  };
};
