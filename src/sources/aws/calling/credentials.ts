/** Where credentials come from, and what is wrong where none come: each failure named as what it is, with the command that helps. */
import type { AwsCredentialIdentityProvider } from "@smithy/types";
import { AccessError } from "../../../model/errors.ts";
import { withoutSecrets } from "../../../model/secrets.ts";
import { shellWord } from "../../../model/shell-word.ts";
import type { BoundedHandler } from "./bounded-handler.ts";
import { type Profile, sharedProfiles } from "./shared-config.ts";

/** The SDK's own chain, whose calls (to STS, the portal, OIDC) have the same bounds and take the same proxy as all others. */
export const credentialChain =
  (requestHandler: BoundedHandler, given: string | undefined) =>
  (init: Readonly<Record<string, unknown>>): AwsCredentialIdentityProvider => {
    let chain: Promise<AwsCredentialIdentityProvider> | undefined;
    return async (properties) => {
      chain ??= import("@aws-sdk/credential-provider-node").then(({ defaultProvider }) =>
        defaultProvider({ ...init, clientConfig: { requestHandler } as never }),
      );
      try {
        return await (await chain)(properties);
      } catch (error) {
        throw await credentialFailure(error, given ?? process.env["AWS_PROFILE"]);
      }
    };
  };

/** What an error of the chain means for the profile that was asked for. */
async function credentialFailure(error: unknown, profile: string | undefined): Promise<AccessError> {
  const profiles = await sharedProfiles();
  const name = profile ?? "default";
  const merged: Profile | undefined = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile !== undefined && merged === undefined) return noSuchProfile(profile, Object.keys(profiles), error);
  return (merged && ofProfile(name, merged, error)) ?? nothingFound(error);
}

function noSuchProfile(profile: string, others: readonly string[], cause: unknown): AccessError {
  return new AccessError(
    "not-found",
    `No profile "${profile}" in the AWS configuration (~/.aws/config, ~/.aws/credentials)`,
    {
      next:
        others.length > 0
          ? "The profiles there are:"
          : `Create it with: aws configure sso --profile ${shellWord(profile)}`,
      candidates: others.slice(0, 20).map((id) => ({ id, name: "" })),
      cause,
    },
  );
}

/** SDK sentences: "The SSO session associated with this profile has expired", "Token is expired", "Session token not found or invalid". */
const SIGN_IN_OVER =
  /SSO session.*(expired|invalid)|token.*(expired|not found|invalid|refresh)|expired|UnauthorizedException|InvalidGrant|ENOENT/i;
const REFUSED = /Forbidden|No access|AccessDenied|not authorized|ResourceNotFound/i;

function ofProfile(name: string, profile: Profile, error: unknown): AccessError | undefined {
  const words = wordsOf(error);
  const { sso_account_id: account, sso_role_name: role, role_arn: roleArn, source_profile: source } = profile;
  if (roleArn !== undefined)
    return new AccessError("no-credentials", `Profile "${name}" could not assume ${roleArn}: ${words}`, {
      next: `Check that its trust policy allows the source${source === undefined ? "" : ` profile "${source}"`}: aws sts get-caller-identity${source === undefined ? "" : ` --profile ${shellWord(source)}`}`,
      cause: error,
    });
  if (role === undefined && profile["sso_session"] === undefined && profile["sso_start_url"] === undefined)
    return undefined;
  if (REFUSED.test(words))
    return new AccessError(
      "no-credentials",
      `The access portal refuses role ${role ?? "(none)"} in account ${account ?? "(none)"}, which profile "${name}" asks for: ${words}`,
      {
        next: `Choose a role that the portal shows: aws configure sso --profile ${shellWord(name)}`,
        cause: error,
      },
    );
  if (SIGN_IN_OVER.test(words))
    return new AccessError("expired-credentials", `The sign-in of profile "${name}" is over: ${words}`, {
      next: `Sign in again: aws sso login --profile ${shellWord(name)}`,
      cause: error,
    });
  return undefined;
}

const nothingFound = (error: unknown): AccessError =>
  new AccessError("no-credentials", `No AWS credentials were found: ${wordsOf(error)}`, {
    next: "Give --profile, or set AWS_PROFILE; `idc-doctor demo` needs none",
    cause: error,
  });

const LONGEST_WORDS = 300;

function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return withoutSecrets(message).replace(/\s+/g, " ").slice(0, LONGEST_WORDS);
}
