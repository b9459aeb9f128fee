/** What people do with a permission set's role after the sign-in: any call of any service (facts 5.2). */
import { whyCommand } from "../command.ts";
import { textAt } from "../json.ts";
import { UNSAID } from "../layers.ts";
import { isIdentityCenterUser } from "../principal.ts";
import type { Family, PastedEvent } from "./family.ts";

/** Services whose actions are not called as their event source is. */
const PREFIXES = new Map([
  ["monitoring", "cloudwatch"],
  ["email", "ses"],
  ["tagging", "tag"],
  ["sso-admin", "sso"],
]);
const REFUSED = /AccessDenied|Unauthorized|NotAuthorized|Forbidden/i;

/** Comes last: what an event is about matters more than whose session it was. */
export const ownSession: Family = (event) => {
  const { caller } = event;
  if (caller === null || !isIdentityCenterUser(caller)) return undefined;
  const action = actionOf(event);
  const isRefused = REFUSED.test(textAt(event.raw, "errorCode") ?? "");
  return {
    title: `${event.name} with a session of ${caller.permissionSet ?? "a permission set"}`,
    account: caller.account,
    permissionSet: caller.permissionSet,
    layer: isRefused ? "not said" : null,
    meaning: isRefused
      ? [
          `The sign-in works: assignment, provisioning and role are in order. What was refused is this action${action === null ? "" : ` (in IAM likely ${action})`}.`,
        ]
      : ["The call was made with a permission set's role: assignment, provisioning and role are in order."],
    ask: whyCommand(caller.who.name, caller.account, caller.permissionSet, isRefused ? action : null),
    fits: isRefused ? UNSAID : [],
  };
};

/** Event source and name usually are the IAM action; services that differ are many, so this is likely and no more. */
function actionOf({ source, name }: PastedEvent): string | null {
  const service = /^([a-z0-9-]{1,60})\.amazonaws\.com$/.exec(source)?.[1];
  if (service === undefined) return null;
  return `${PREFIXES.get(service) ?? service}:${name.replace(/\d{8}(v\d)?$/, "")}`;
}
