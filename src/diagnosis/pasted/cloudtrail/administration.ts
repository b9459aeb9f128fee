/** Everything else that administers Identity Center: console-only calls, reads, instances, Regions (facts 5.1). */
import type { Family } from "./family.ts";

/** Names of the console that the API does not have; what they do is read from their names (inferred). */
const CONSOLE = new Map([
  ["AssociateProfile", "Likely the console's call for assigning a permission set."],
  ["DisassociateProfile", "Likely the console's call for removing an assignment."],
  ["CreateProfile", "Likely the console's call for provisioning a permission set to an account."],
  ["PutPermissionsPolicy", "Likely the console's call for changing a permission set's inline policy."],
  ["StartSSO", "Likely Identity Center was enabled."],
  ["GetSSOStatus", "Likely the console checked whether Identity Center is enabled."],
]);
const CALLS = new Map([
  ["CreateInstance", "An instance of Identity Center was created."],
  ["DeleteInstance", "An instance of Identity Center was deleted, and its assignments with it."],
  ["UpdateInstance", "The instance was changed: its name, or the key that encrypts it."],
  [
    "AddRegion",
    "The instance was replicated to another Region. Permission sets and assignments stay in its primary Region.",
  ],
  ["RemoveRegion", "The instance was removed from a Region."],
]);
const SOURCES = /^sso(-directory)?\.amazonaws\.com$|^identitystore\.amazonaws\.com$/;

/** Comes behind the families that know more about an event of these services. */
export const administration: Family = ({ name, source, hasFailed }) => {
  if (!SOURCES.test(source)) return undefined;
  const isRead = /^(List|Describe|Get|Search|Is)[A-Z]/.test(name);
  const meaning =
    CONSOLE.get(name) ??
    CALLS.get(name) ??
    (isRead ? "A read; nothing was changed." : "No more is known here about this call of Identity Center.");
  return {
    title: `${name}: a call of Identity Center's administration`,
    layer: "Identity Center",
    meaning: hasFailed ? [] : [meaning],
  };
};
