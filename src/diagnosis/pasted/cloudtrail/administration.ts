/** Everything else that administers Identity Center: console-only calls, reads, instances, Regions (facts 5.1). */
import type { Family } from "./family.ts";

/** Names of the console that the API does not have; what they do is read from their names (inferred). */
const CONSOLE = new Map([
  ["AssociateProfile", "The console's way of assigning a permission set, likely."],
  ["DisassociateProfile", "The console's way of removing an assignment, likely."],
  ["CreateProfile", "The console's way of putting a permission set into an account, likely."],
  ["PutPermissionsPolicy", "The console's way of changing a permission set's inline policy, likely."],
  ["StartSSO", "Identity Center was switched on, likely."],
  ["GetSSOStatus", "The console looked whether Identity Center is switched on, likely."],
]);
const CALLS = new Map([
  ["CreateInstance", "An instance of Identity Center was made."],
  ["DeleteInstance", "An instance of Identity Center was deleted: with it go its assignments."],
  ["UpdateInstance", "The instance was changed: its name, or the key that encrypts it."],
  [
    "AddRegion",
    "The instance was told to answer in another Region as well. Sets and assignments stay in its primary Region.",
  ],
  ["RemoveRegion", "The instance was told not to answer in a Region any more."],
]);
const SOURCES = /^sso(-directory)?\.amazonaws\.com$|^identitystore\.amazonaws\.com$/;

/** Comes behind the families that know more about an event of these services. */
export const administration: Family = ({ name, source, hasFailed }) => {
  if (!SOURCES.test(source)) return undefined;
  const isRead = /^(List|Describe|Get|Search|Is)[A-Z]/.test(name);
  const meaning =
    CONSOLE.get(name) ??
    CALLS.get(name) ??
    (isRead
      ? "Somebody looked; nothing was changed."
      : "Nothing more is known here about this call of Identity Center.");
  return {
    title: `${name}: a call of Identity Center's administration`,
    layer: "Identity Center",
    meaning: hasFailed ? [] : [meaning],
  };
};
