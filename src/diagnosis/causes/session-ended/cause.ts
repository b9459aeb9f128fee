/** The sign-in to the access portal is over, or there is none: nothing can be told about the access itself. */
import type { DiagnosedCause, Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf, knownValue, type ReadFailure } from "../../../model/reading.ts";
import { definePastedCause, type NoticedInFacts } from "../../families/pasted-cause.ts";
import { profileOption } from "../../families/user-configuration.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

/** The portal's own answer (facts C2). */
const REFUSED_BY_PORTAL =
  /Session token not found or invalid|\(UnauthorizedException\) when calling the (?:ListAccounts|ListAccountRoles|GetRoleCredentials|Logout)\b|operation error SSO: \w+,[^\n]{0,300}\bUnauthorizedException|switchboard\.portal#UnauthorizedException/i;

/** What clients say when the token that they keep is over (facts C2; the SDKs' texts are those of their sources). */
const TOKEN_EXPIRED = [
  /SSO session associated with this profile (?:has expired|is (?:otherwise )?invalid)/i,
  /the SSO session has expired or is invalid/i,
  /Token has expired and refresh failed/i,
  /cached SSO token is expired, or not present/i,
  /SSO session token associated with profile=.{0,200} was not found or is invalid/i,
  /Invalid refresh token provided/i,
] as const;

/** Nobody signed in under this session's name or start URL on this machine (facts 4.4). */
const NO_TOKEN = [
  /Error loading SSO Token/i,
  /Token for https?:\/\/\S{1,300} does not exist/i,
  /Unable to load SSO token/i,
  /failed to read cached SSO token file/i,
] as const;

const pasted = definePastedCause({
  id: "session-ended",
  stage: "portal",
  rank: 20,
  title: "The sign-in has ended",
  facts: ["C2", "4.4", "E5"],
  tellUser: [
    "Your sign-in to the access portal has ended.",
    "Run `aws sso login` (or sign in to the access portal) again.",
  ],
  confidenceRule:
    "Proved when the portal or the client says that the session token is no longer valid, or the cached sign-in has expired; likely when no token is found.",
  documentation: {
    symptoms: [
      "An error occurred (UnauthorizedException) when calling the GetRoleCredentials operation: Session token not found or invalid",
      "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.",
      "Error loading SSO Token: Token for https://….awsapps.com/start does not exist",
      "Error when retrieving token from sso: Token has expired and refresh failed",
      "failed to refresh cached credentials, the SSO session has expired or is invalid",
      "CredentialsProviderError: The SSO session associated with this profile has expired.",
    ],
    why: "The session token of the access portal expired, was revoked, or was never there. AWS can end a token before its expiry time. This says nothing about the user's access: the assignment can be fine.",
    whatToDo:
      "Run `aws sso login --profile <profile>` (AWS CLI 2). If the message comes back at once, run `aws sso logout` first, which deletes the cached tokens.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://github.com/benkehoe/aws-sso-util/issues/74",
      "https://github.com/aws/aws-cli/issues/7340",
      "https://github.com/aws/aws-cli/issues/4987",
    ],
  },
  notice: (text) => {
    const profile = profileIn(text);
    if (REFUSED_BY_PORTAL.test(text))
      return { confidence: "proved", summary: ENDED_AT_PORTAL, remedy: signIn(profile) };
    if (TOKEN_EXPIRED.some((words) => words.test(text)))
      return { confidence: "proved", summary: ENDED_HERE, remedy: signIn(profile) };
    if (NO_TOKEN.some((words) => words.test(text)))
      return { confidence: "likely", summary: NO_TOKEN_HERE, remedy: signIn(profile) };
    return undefined;
  },
  noticeInFacts: (grant) => refusedByPortal(grant) ?? overOnTheMachine(grant),
});

/** The portal was asked with the user's token, and did not know it. */
function refusedByPortal({ facts }: WalkedGrant): NoticedInFacts | undefined {
  const { portal, additional } = facts;
  const cause = portal.state === "unknown" ? sessionEndedBy(portal.failure) : undefined;
  if (!cause) return undefined;
  const profile = knownValue(additional.client)?.profiles[0]?.name;
  return {
    confidence: cause.confidence,
    summary: cause.summary,
    evidence: evidenceOf(portal),
    remedy: signIn(profile),
  };
}

/** The kept token tells its own end (facts 4.4); a portal that answered all the same is the better witness. */
function overOnTheMachine({ facts }: WalkedGrant): NoticedInFacts | undefined {
  const client = knownValue(facts.additional.client);
  if (!client || facts.portal.state === "known") return undefined;
  const { signIn: kept, profiles } = client;
  const evidence = evidenceOf(facts.additional.client);
  const remedy = signIn(profiles[0]?.name);
  if (kept.kind === "none") return { confidence: "likely", summary: NOTHING_KEPT, evidence, remedy };
  if (kept.kind !== "kept" || kept.until > facts.at) return undefined;
  return {
    confidence: "proved",
    summary: `The sign-in ended at ${kept.until}. ${NOTHING_ABOUT_ACCESS}`,
    evidence,
    remedy,
  };
}

export const sessionEnded = pasted.cause;

/**
 * The cause in a pasted text, or undefined where the text is about something else.
 *
 * @example sessionEndedIn("UnauthorizedException: Session token not found or invalid")
 */
export const sessionEndedIn = pasted.noticedIn;

/** The cause behind a read of the user's portal that failed: the token is refused, not the user. */
export function sessionEndedBy({ service, kind, message }: ReadFailure): DiagnosedCause | undefined {
  if (service !== "sso" || !(kind === "refused" || kind === "credentials")) return undefined;
  return sessionEndedIn(/UnauthorizedException/.test(message) ? "Session token not found or invalid" : message);
}

const NOTHING_ABOUT_ACCESS = "This says nothing about the user's access.";
const ENDED_AT_PORTAL = `The portal does not know this session token: it expired or was revoked. ${NOTHING_ABOUT_ACCESS}`;
const ENDED_HERE = `The client's cached session token has expired and could not be renewed. ${NOTHING_ABOUT_ACCESS}`;
const NOTHING_KEPT = `This machine has no cached sign-in for the profile: likely nobody has signed in yet with its session name or start URL. ${NOTHING_ABOUT_ACCESS}`;
const NO_TOKEN_HERE =
  "The client found no session token: likely nobody has signed in yet with this profile's session name or start URL, or one of the two was changed.";

function signIn(profile: string | undefined): Remedy {
  return {
    kind: "human",
    summary: "Sign in again",
    risk: "low",
    steps: [
      "If the message comes back right after a sign-in, run `aws sso logout` (AWS CLI 2) first, so that no old token is used.",
      `aws sso login${profileOption(profile)}`,
    ],
  };
}

/** A profile's name where the text has one that is harmless in a shell. */
const profileIn = (text: string): string | undefined => /--profile[ =]([A-Za-z0-9_][\w.-]{0,100})/.exec(text)?.[1];
