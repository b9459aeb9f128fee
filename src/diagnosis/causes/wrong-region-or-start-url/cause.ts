/** The client looks for the sign-in in a Region or at an address where this instance is not (facts C3, A13). */
import type { ClientFacts, ProfileMistake, SsoProfile } from "../../../facts/grant/additional-facts.ts";
import type { InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import type { Confidence } from "../../../model/diagnosis.ts";
import { accessPortalUrl, partitionOf } from "../../../model/partition.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause } from "../../cause.ts";
import {
  type FoundInProfile,
  firstInProfiles,
  keyOf,
  profileSection,
  replaceLine,
  sessionSection,
  signInCommand,
  signInSection,
} from "../../families/user-configuration.ts";
import { listed } from "../../path/names.ts";
import { readStartUrl } from "./start-url.ts";

interface Wrong {
  readonly confidence: Confidence;
  readonly summary: string;
  /** What to change, given the file. */
  readonly change: (file: string) => string;
}

interface FoundWrong extends FoundInProfile {
  readonly wrong: Wrong;
}

export const wrongRegionOrStartUrl = defineCause<FoundWrong>({
  id: "wrong-region-or-start-url",
  stage: "portal",
  rank: 12,
  title: "The profile's Region or start URL is not that of the instance",
  facts: ["C3", "A13", "4.4"],
  noticedIn: "facts",
  explains: ["session-ended"],
  standsAlone: true,
  confidenceRule:
    "Proved when sso_region is none of the Regions that the instance has, or when the client itself rejects the section; likely when the start URL has the id of another directory or instance.",
  documentation: {
    symptoms: [
      "An error occurred (InvalidGrantException) when calling the CreateToken operation: Invalid grant provided",
      "An error occurred (InvalidRequestException) when calling the StartDeviceAuthorization operation",
      "InvalidRequestRegionException",
      "The value for sso_region is inconsistent between profile (us-east-1) and sso-session (eu-west-1).",
      'The specified sso-session does not exist: "corp"',
      "aws sso login shows another company's or another organization's portal",
    ],
    why: "An instance exists only in its own Regions, and its start URL leads only to it. sso_region is the Region of Identity Center, not the Region you work in: a client that uses another one finds no instance, or that of another organization, and what it shows says nothing about this access.",
    whatToDo:
      "Set sso_region to the Region of the instance and sso_start_url to the AWS access portal URL on the settings page of Identity Center, in the [sso-session …] section; then sign in again.",
    sources: [
      "https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html",
      "https://github.com/aws/aws-cli/issues/5058",
      "https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateTokenWithIAM.html",
    ],
  },
  find: (grant) => {
    const home = knownValue(grant.facts.instance);
    if (!home) return undefined;
    return firstInProfiles(grant, (profile, facts) => {
      const wrong = wrongIn(profile, facts, home);
      return (
        wrong && {
          confidence: wrong.confidence,
          evidence: [...evidenceOf(grant.facts.additional.client), ...evidenceOf(grant.facts.instance)],
          wrong,
        }
      );
    });
  },
  explain: ({ profile, wrong }) => `The profile ${profile.name}: ${wrong.summary}`,
  tellUserOf: ({ profile }) => ["Your AWS profile points to another access portal.", correctionFor(profile)],
  remedy: ({ file, profile, wrong }, grant) => ({
    kind: "human",
    summary: `Correct the sign-in of the profile ${profile.name}`,
    risk: "low",
    steps: [
      wrong.change(file),
      ...(profile.keyPrefix === undefined
        ? ["Delete the cached sign-in with the old values (`aws sso logout`, AWS CLI 2), then sign in again:"]
        : ["Sign in again with Granted:"]),
      signInCommand(profile, {
        startUrl: profile.startUrl,
        region: knownValue(grant.facts.instance)?.region ?? "<sso_region>",
      }),
    ],
  }),
});

/** Granted has its own keys and its own sign-in. */
const correctionFor = (profile: SsoProfile): string =>
  `Correct ${keyOf(profile, "sso_region")} and ${keyOf(profile, "sso_start_url")} in your AWS configuration file, then run \`${profile.keyPrefix === undefined ? "aws" : "granted"} sso login\`.`;

function wrongIn(profile: SsoProfile, { instanceRegions }: ClientFacts, home: InstanceFacts): Wrong | undefined {
  const [mistake] = profile.mistakes;
  return (
    (mistake && refusedByClient(profile, mistake, home)) ??
    wrongRegion(profile, knownValue(instanceRegions) ?? [], home) ??
    wrongStartUrl(profile, home)
  );
}

/** What the client finds wrong before it asks AWS (facts 4.4). */
function refusedByClient(profile: SsoProfile, mistake: ProfileMistake, home: InstanceFacts): Wrong {
  switch (mistake.kind) {
    case "no-such-session":
      return {
        confidence: "proved",
        summary: `it says sso_session = ${mistake.session}, and the file has no section ${sessionSection(mistake.session)}. The client rejects it.`,
        change: (file) =>
          `In ${file}, add the section ${sessionSection(mistake.session)} with the lines \`sso_region = ${home.region}\` and \`sso_start_url = <AWS access portal URL>\`, or correct the name in ${profileSection(profile.name)}.`,
      };
    case "contradiction":
      return {
        confidence: "proved",
        summary: `${mistake.key} is ${mistake.inProfile} in the profile and ${mistake.inSession} in its sso-session. The client rejects it.`,
        change: (file) =>
          `In ${file}, under ${profileSection(profile.name)}, delete the line \`${mistake.key} = ${mistake.inProfile}\`; the sso-session has it.`,
      };
    case "missing":
      return {
        confidence: "proved",
        summary: `it has no ${keyOf(profile, mistake.key)}, neither itself nor in an sso-session. The client rejects it.`,
        change: (file) =>
          replaceLine(file, signInSection(profile), keyOf(profile, mistake.key), {
            from: undefined,
            to: mistake.key === "sso_region" ? home.region : "<AWS access portal URL>",
          }),
      };
  }
}

function wrongRegion(profile: SsoProfile, regions: readonly string[], home: InstanceFacts): Wrong | undefined {
  const { ssoRegion } = profile;
  // Without the list of the instance's Regions nothing is known of any of them.
  if (ssoRegion === undefined || regions.length === 0 || regions.includes(ssoRegion)) return undefined;
  return {
    confidence: "proved",
    summary: `it says ${keyOf(profile, "sso_region")} = ${ssoRegion}, and the instance is in ${listed(regions)} only. Signing in there fails, often with "Invalid grant provided", or reaches another instance.`,
    change: (file) =>
      replaceLine(file, signInSection(profile), keyOf(profile, "sso_region"), {
        from: ssoRegion,
        to: regions[0] ?? home.region,
      }),
  };
}

const OTHER_SIGN_INS = {
  account: "which is the sign-in of an account, not an access portal",
  "identity provider":
    "which is the identity provider's own address. The client needs the access portal, which redirects to the identity provider",
} as const;

function wrongStartUrl(profile: SsoProfile, home: InstanceFacts): Wrong | undefined {
  const { startUrl } = profile;
  const parts = startUrl === undefined ? undefined : readStartUrl(startUrl);
  if (startUrl === undefined || parts === undefined) return undefined;
  const otherDirectory = parts.directoryId !== undefined && parts.directoryId !== home.identityStoreId;
  const otherInstance = parts.instanceId !== undefined && !home.arn.endsWith(`/${parts.instanceId}`);
  const otherPartition = parts.partition !== undefined && parts.partition !== partitionOf(home.region);
  if (!otherDirectory && !otherInstance && !otherPartition && parts.otherSignIn === undefined) return undefined;
  const why =
    parts.otherSignIn === undefined
      ? `likely the portal of another instance: this one is ${otherDirectory ? home.identityStoreId : home.arn}`
      : OTHER_SIGN_INS[parts.otherSignIn];
  return {
    confidence: parts.otherSignIn === "identity provider" ? "proved" : "likely",
    summary: `it says ${keyOf(profile, "sso_start_url")} = ${startUrl}, ${why}.`,
    change: (file) =>
      replaceLine(file, signInSection(profile), keyOf(profile, "sso_start_url"), {
        from: startUrl,
        to: rightStartUrl(home),
      }),
  };
}

/** The address that every instance with a directory of its own has, beside any that somebody chose (facts 4.4). */
const rightStartUrl = ({ identityStoreId, region }: InstanceFacts): string =>
  (/^d-[0-9a-f]{10}$/.test(identityStoreId) ? accessPortalUrl(region, identityStoreId) : undefined) ??
  "<AWS access portal URL on the settings page of Identity Center>";
