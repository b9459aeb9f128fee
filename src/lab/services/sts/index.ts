/** sts: who am I, and the ways into a role. */
import { parseRoleArn } from "../../../model/reserved-role.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { iamOf } from "../iam/account.ts";
import { accountRole, type IamRole } from "../iam/account-roles.ts";
import type { Call, Handlers, Operations } from "../operation.ts";
import { type IssuedKeys, issueKeys } from "./keys.ts";
import { samlAssertionOf } from "./saml-assertion.ts";
import { trusts } from "./trust.ts";

type Sts = typeof import("@aws-sdk/client-sts");

const DEFAULT_SECONDS = 3600;
/** Facts C14. */
const CHAINED_SECONDS = 3600;

interface Target {
  readonly accountId: string;
  readonly role: IamRole;
}

/** The role of an ARN, its path to the letter; undefined where there is none. */
function targetOf({ world }: Call, arn = ""): Target | undefined {
  const parsed = parseRoleArn(arn);
  const role = parsed && accountRole(world, parsed.accountId, parsed.roleName);
  return role?.arn === arn ? { accountId: parsed?.accountId ?? "", role } : undefined;
}

const denied = ({ caller }: Call, action: string, resource: string): ApiError =>
  new ApiError("AccessDenied", `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource}`, {
    status: 403,
  });

/** Seconds of the session. @throws ApiError beyond the role's own limit, or an hour where a role takes a role (facts C14). */
function durationOf({ caller }: Call, { maxSessionDuration }: IamRole, asked = DEFAULT_SECONDS): number {
  if (asked > maxSessionDuration)
    throw new ApiError(
      "ValidationError",
      "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    );
  if (caller.arn.includes(":assumed-role/") && asked > CHAINED_SECONDS)
    throw new ApiError(
      "ValidationError",
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
    );
  return asked;
}

const assumed = ({ accountId, role }: Target, sessionName: string, keys: IssuedKeys) => ({
  Credentials: {
    AccessKeyId: keys.accessKeyId,
    SecretAccessKey: keys.secretAccessKey,
    SessionToken: keys.sessionToken,
    Expiration: new Date(keys.endsAt),
  },
  AssumedRoleUser: {
    AssumedRoleId: keys.assumedRoleId,
    Arn: `arn:aws:sts::${accountId}:assumed-role/${role.roleName}/${sessionName}`,
  },
});

/** STS answers only where the caller's account has the Region enabled (API model, RegionDisabledException; facts C11). */
function checkRegion({ world, caller, region }: Call): void {
  if (!iamOf(world.accounts.get(caller.accountId)).disabledRegions.includes(region)) return;
  throw new ApiError(
    "RegionDisabledException",
    `STS is not activated in this region for account:${caller.accountId}. Your account administrator can activate STS in this region using the IAM Console.`,
    { status: 403 },
  );
}

const handlers: Handlers<Sts> = {
  GetCallerIdentity: (_input, { caller }) => ({ UserId: caller.userId, Account: caller.accountId, Arn: caller.arn }),

  /** By the role's trust policy; that of a reserved role names the SAML provider alone (facts C6). */
  AssumeRole: (input, call) => {
    const { world, caller } = call;
    checkRegion(call);
    const target = targetOf(call, input.RoleArn);
    const [, callersRole] = /:assumed-role\/([^/]+)\//.exec(caller.arn) ?? [];
    const roleArn = callersRole === undefined ? undefined : accountRole(world, caller.accountId, callersRole)?.arn;
    const context = new Map([
      ["aws:principalarn", [roleArn ?? caller.arn]],
      ["aws:principalaccount", [caller.accountId]],
      ...(input.ExternalId === undefined ? [] : [["sts:externalid", [input.ExternalId]] as const]),
    ]);
    const principal = { kind: "caller" as const, caller, roleArn };
    if (!target || !trusts(target.role.trustPolicy, "sts:AssumeRole", principal, context))
      throw denied(call, "sts:AssumeRole", input.RoleArn ?? "");
    const sessionName = input.RoleSessionName ?? "session";
    const seconds = durationOf(call, target.role, input.DurationSeconds);
    const { roleName } = target.role;
    const keys = issueKeys(world, { accountId: target.accountId, roleName, sessionName }, seconds * 1000);
    return assumed(target, sessionName, keys);
  },

  /** For roles of the customer; reserved roles are the portal's to assume (facts C6). */
  AssumeRoleWithSAML: (input, call) => {
    const { world } = call;
    const assertion = samlAssertionOf(input.SAMLAssertion ?? "");
    if (!assertion) throw new ApiError("InvalidIdentityToken", "Invalid base64 SAMLResponse", { status: 400 });
    const [roleArn, provider] = [input.RoleArn ?? "", input.PrincipalArn ?? ""];
    const target = targetOf(call, roleArn);
    const isNamed = assertion.roles.some(
      (pair) => pair.split(",").includes(roleArn) && pair.split(",").includes(provider),
    );
    const providers = iamOf(world.accounts.get(target?.accountId ?? "")).samlProviders;
    const hasProvider = providers.some(
      ({ name }) => provider === `arn:aws:iam::${target?.accountId}:saml-provider/${name}`,
    );
    const context = new Map([
      ["saml:aud", [assertion.audience]],
      ["saml:iss", [assertion.issuer]],
      ["saml:sub", [assertion.subject]],
    ]);
    const action = "sts:AssumeRoleWithSAML";
    const isTrusted = target && trusts(target.role.trustPolicy, action, { kind: "federated", arn: provider }, context);
    // The wording that STS uses for everything that does not fit (API reference; observed in its forums).
    if (!target || !isNamed || !hasProvider || !isTrusted)
      throw new ApiError("AccessDenied", `Not authorized to perform ${action}`, { status: 403 });
    const seconds = durationOf(call, target.role, input.DurationSeconds);
    const sessionName = assertion.sessionName === "" ? assertion.subject : assertion.sessionName;
    const { roleName } = target.role;
    const keys = issueKeys(world, { accountId: target.accountId, roleName, sessionName }, seconds * 1000);
    return {
      ...assumed(target, sessionName, keys),
      Subject: assertion.subject,
      SubjectType: "persistent",
      Issuer: assertion.issuer,
      Audience: assertion.audience,
    };
  },

  GetAccessKeyInfo: (input, { world }) => {
    const id = input.AccessKeyId ?? "";
    const account = world.keys.get(id)?.accountId ?? (/^\d{12}$/.test(id) ? id : undefined);
    return { Account: account ?? world.organization.managementAccountId };
  },

  /** The lab encodes no messages: whatever comes is none of its own. */
  DecodeAuthorizationMessage: () => {
    throw new ApiError("InvalidAuthorizationMessageException", "Message is not valid");
  },
};

export const sts: Operations = handlers as Operations;
