/** Whether the console takes a session that comes through the portal, and the event that either leaves (facts N1). */
import { conditionsHold } from "../../authorization/conditions.ts";
import { takesAction } from "../../authorization/evaluate.ts";
import { principalKeys } from "../../authorization/organization-keys.ts";
import type { Statement } from "../../authorization/policy.ts";
import { resourceControlOf } from "../../authorization/principal-policies.ts";
import type { LabCaller, World } from "../../world/world.ts";

const ACTION = "signin:Authenticate";
const NETWORK_KEYS = /^aws:(?:sourceip|vpcsourceip|sourcevpc|sourcevpce|sourcevpcarn)$/i;

/** Console access through the portal is not compatible with network conditions: they refuse from every network, so they always hold. */
const withoutNetwork = (statement: Statement): Statement => ({
  ...statement,
  conditions: statement.conditions.filter(({ key }) => !NETWORK_KEYS.test(key)),
});

/** Whether a resource control policy of the account refuses its console. */
export function isConsoleRefused(world: World, { accountId }: LabCaller): boolean {
  const context = new Map(principalKeys(world, accountId).map(([key, value]) => [key.toLowerCase(), [value]]));
  return resourceControlOf(world, accountId).some(({ statements }) =>
    statements.some(
      (one) => one.effect === "Deny" && takesAction(one, ACTION) && conditionsHold(withoutNetwork(one), context),
    ),
  );
}

/** What the page says; which of the two a user of Identity Center sees is open, hence a switch. */
export const refusalWords = ({ settings }: World): string =>
  settings.consoleRefusal === "after-authentication"
    ? "Authentication failed: To access this account, sign in from a different network, or contact your administrator for more information"
    : "Authentication failed Invalid request";

/** `ConsoleLogin`, in the account that was to be opened (facts 5.4). */
export function recordConsoleLogin(world: World, { accountId, arn, userId }: LabCaller, isRefused: boolean): void {
  world.trail.record({
    id: world.random.uuid(),
    at: world.clock.now().toISOString(),
    source: "signin.amazonaws.com",
    name: "ConsoleLogin",
    region: "us-east-1",
    recipientAccountId: accountId,
    isReadOnly: false,
    type: "AwsConsoleSignIn",
    userIdentity: { type: "AssumedRole", principalId: userId, arn, accountId },
    requestParameters: null,
    responseElements: { ConsoleLogin: isRefused ? "Failure" : "Success" },
    ...(isRefused && { errorMessage: "Authorization denied because of a resource control policy" }),
    sourceIPAddress: "127.0.0.1",
    userAgent: "lab",
    more: { additionalEventData: { MobileVersion: "No", MFAUsed: "No" } },
  });
}
