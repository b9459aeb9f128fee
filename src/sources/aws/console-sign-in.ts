/** signin: whether console authorization is on, and the policy of an account (facts N1, N19). */
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import type { ConsoleSignInFacts } from "../../facts/grant/console-sign-in.ts";
import { partitionOf } from "../../model/partition.ts";
import { known, mapReading, type Reading, unread } from "../../model/reading.ts";
import type { ConsoleQuestion } from "../additional-reader.ts";
import { type CallContext, call } from "./calling/call.ts";
import { sendSignIn } from "./calling/sign-in-client.ts";
import type { Once } from "./once.ts";

const service = "signin";

/** Clients that sign as somebody in the account, and as the caller. */
interface SignInReads {
  readonly once: Once;
  readonly inAccount: () => Promise<Reading<SSOOIDCClient>>;
  readonly own: () => Promise<SSOOIDCClient>;
}

/** Two calls, and one for the policy unless it is known to have no effect. */
export async function consoleSignIn(
  calling: CallContext,
  { accountId, organizationId }: ConsoleQuestion,
  { once, inAccount, own }: SignInReads,
): Promise<Reading<ConsoleSignInFacts>> {
  // Sign-In User Guide, "Regional availability".
  if (partitionOf(calling.homeRegion()) !== "aws")
    return unread("Sign-In policies are offered in commercial Regions only");
  const client = await inAccount();
  const [ofAccount, ofOrganization] = await Promise.all([
    client.state === "known" ? isConsoleAuthorized(calling, client.value, accountId) : client,
    organizationId === undefined
      ? unread("the organization is not known")
      : once(`console of ${organizationId}`, async () => isConsoleAuthorized(calling, await own(), organizationId)),
  ]);
  const isOff = [ofAccount, ofOrganization].every((one) => one.state === "known" && !one.value);
  if (client.state !== "known") return known({ ofAccount, ofOrganization, policy: client });
  const policy = isOff
    ? unread("console authorization is off, so that it has no effect")
    : await signInPolicy(calling, client.value);
  return known({ ofAccount, ofOrganization, policy });
}

/** Never switched on may be answered as disabled, or as not found (facts N19). */
async function isConsoleAuthorized(
  calling: CallContext,
  client: SSOOIDCClient,
  targetId: string,
): Promise<Reading<boolean>> {
  const answer = await call(calling, {
    service,
    operation: "GetConsoleAuthorizationConfiguration",
    isAdditional: true,
    region: calling.homeRegion(),
    input: { targetId },
    send: (abortSignal) =>
      sendSignIn<{ readonly scope?: string; readonly consoleAuthorizationEnabled?: boolean }>(
        client,
        "GetConsoleAuthorizationConfiguration",
        { input: { targetId }, abortSignal },
      ),
    matters: ({ scope, consoleAuthorizationEnabled }) => ({ scope, consoleAuthorizationEnabled }),
    absent: ["ResourceNotFoundException"],
  });
  return mapReading(answer, (found) => found?.consoleAuthorizationEnabled === true);
}

async function signInPolicy(calling: CallContext, client: SSOOIDCClient): Promise<Reading<string | null>> {
  const answer = await call(calling, {
    service,
    operation: "GetResourcePolicy",
    isAdditional: true,
    region: calling.homeRegion(),
    input: {},
    send: (abortSignal) =>
      sendSignIn<{ readonly signinResourceBasedPolicy?: unknown }>(client, "GetResourcePolicy", {
        input: {},
        abortSignal,
      }),
    matters: ({ signinResourceBasedPolicy: policy }) => ({ policy: policyTextOf(policy) }),
    absent: ["ResourceNotFoundException"],
  });
  return mapReading(answer, (found) => policyTextOf(found?.signinResourceBasedPolicy));
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const capitalized = (json: Json): Json =>
  Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );

/** In the grammar of policies, whose elements the API reference writes in lower case; null: no statements. */
function policyTextOf(policy: unknown): string | null {
  if (!isObject(policy)) return null;
  const { Statement, ...rest } = capitalized(policy);
  if (!Array.isArray(Statement) || Statement.length === 0) return null;
  return JSON.stringify({ ...rest, Statement: Statement.map((one) => (isObject(one) ? capitalized(one) : one)) });
}
