/** Whether the console takes a session that comes through the portal, and the event that either leaves (facts N1). */
import { signInPolicyText } from "../../../model/organization-document/sign-in.ts";
import type { AccessRequest } from "../../authorization/access-request.ts";
import { statementsThatApply } from "../../authorization/evaluate.ts";
import { CLIENT_ADDRESS } from "../../authorization/network-control.ts";
import { principalKeys, resourceKeys } from "../../authorization/organization-keys.ts";
import { type Policy, policyOf, type Statement } from "../../authorization/policy.ts";
import { layersFor, resourceControlOf } from "../../authorization/principal-policies.ts";
import type { LabCaller, World } from "../../world/world.ts";
import { accountRole } from "../iam/account-roles.ts";
import { signInOf } from "./access.ts";

/** What refuses; the words of the last three are inferred from the first two. */
const REFUSALS = {
  "resource-based policy": "Your authentication information is incorrect. Please try again.",
  "resource control policy": "Authentication failed Invalid request",
  "service control policy": "Authentication failed Invalid request",
  "permissions boundary": "Authentication failed Invalid request",
  "identity-based policy": "Authentication failed Invalid request",
} as const;

/** The layer that refuses the console. */
export type ConsoleRefusal = keyof typeof REFUSALS;

/** After authentication, whatever refuses (Sign-In User Guide, "Troubleshooting console access control"). */
const AFTER_AUTHENTICATION =
  "Authentication failed: To access this account, sign in from a different network, or contact your administrator for more information";

/** Sign-In User Guide, "Supported condition keys": network-based, all actions. */
const NETWORK_KEYS = /^aws:(?:sourceip|vpcsourceip|sourcevpc|sourcevpce|sourcevpcarn|requestedregion)$/i;

/** Console access through the portal is not compatible with network conditions: they refuse from every network, so they always hold. */
const withoutNetwork = (policy: Policy): Policy => ({
  ...policy,
  statements: policy.statements.map(
    (statement): Statement => ({
      ...statement,
      conditions: statement.conditions.filter(({ key }) => !NETWORK_KEYS.test(key)),
    }),
  ),
});

/** Which layer refuses the console of the caller's account; undefined: it opens. */
export function consoleRefusal(world: World, caller: LabCaller): ConsoleRefusal | undefined {
  if (!isInForce(world, caller.accountId)) return undefined;
  const { serviceControl, boundary = [], identity } = layersFor(world, caller, undefined);
  const text = signInPolicyText(caller.accountId, signInOf(world, caller.accountId));
  const own = text === undefined ? [] : [policyOf("Sign-In policy", text, "resource")];
  const everyPhase: readonly (readonly [ConsoleRefusal, readonly Policy[]])[] = [
    ["resource-based policy", own.map(withoutNetwork)],
    ["resource control policy", resourceControlOf(world, caller.accountId).map(withoutNetwork)],
    ["service control policy", serviceControl.flat()],
  ];
  // The principal is known only then ("How AWS Sign-In evaluates resource-based policies").
  const afterwards: typeof everyPhase = [
    ["permissions boundary", boundary],
    ["identity-based policy", identity],
  ];
  const [before, ...after] = requestsOf(world, caller);
  return (
    refusalAmong(everyPhase, before) ??
    after.map((request) => refusalAmong([...everyPhase, ...afterwards], request)).find((found) => found !== undefined)
  );
}

/** Statements are evaluated once console authorization is on, for the account or the organization; that either is enough for all is inferred. */
const isInForce = (world: World, accountId: string): boolean =>
  world.organization.consoleAuthorizationEnabled === true || signInOf(world, accountId).consoleAuthorizationEnabled;

const refusalAmong = (
  layers: readonly (readonly [ConsoleRefusal, readonly Policy[]])[],
  request: AccessRequest,
): ConsoleRefusal | undefined =>
  layers.find(([, policies]) =>
    policies.some((policy) =>
      statementsThatApply(policy, request).some(({ statement: { effect } }) => effect === "Deny"),
    ),
  )?.[0];

/** The console's name is open; its kind of resource is not (Service Authorization Reference of AWS Signin). */
const CONSOLE = "arn:aws:signin:::console/console";

/** The three actions through which the sign-in goes one after another; who it is is another key before and after ("Supported actions"). */
function requestsOf(world: World, { accountId, arn }: LabCaller): readonly [AccessRequest, ...AccessRequest[]] {
  const role = accountRole(world, accountId, arn.split("/")[1] ?? "")?.arn ?? arn;
  const common = [...resourceKeys(world, accountId), ["aws:SourceIp", CLIENT_ADDRESS] as const];
  const before = [...common, ["signin:PrincipalArn", role] as const];
  const after = [...common, ...principalKeys(world, accountId), ["aws:PrincipalArn", role] as const];
  const request = (action: string, keys: readonly (readonly [string, string])[]): AccessRequest => ({
    action,
    resource: CONSOLE,
    context: new Map(keys.map(([key, value]) => [key.toLowerCase(), [value]])),
  });
  return [
    request("signin:Authenticate", before),
    request("signin:AuthorizeOAuth2Access", after),
    request("signin:CreateOAuth2Token", after),
  ];
}

/** What the page says; which of them a user of Identity Center sees is open, hence a switch. */
export const refusalWords = ({ settings }: World, refusal: ConsoleRefusal): string =>
  settings.consoleRefusal === "after-authentication" ? AFTER_AUTHENTICATION : REFUSALS[refusal];

/** `ConsoleLogin`, in the account that was to be opened (facts 5.4; Sign-In User Guide, "Sign-in event logging"). */
export function recordConsoleLogin(
  world: World,
  { accountId, arn, userId }: LabCaller,
  refusal: ConsoleRefusal | undefined,
): void {
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
    responseElements: { ConsoleLogin: refusal ? "Failure" : "Success" },
    ...(refusal && {
      errorCode: "AccessDenied",
      errorMessage: `Authorization denied because of ${/^[aeiou]/.test(refusal) ? "an" : "a"} ${refusal}`,
    }),
    sourceIPAddress: CLIENT_ADDRESS,
    userAgent: "lab",
    more: { additionalEventData: { MobileVersion: "No", MFAUsed: "No" } },
  });
}
