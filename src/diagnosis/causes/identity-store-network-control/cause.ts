/** Network controls of the identity store refuse reads from this network, although IAM allows them (facts N3). */
import type { ReadFailure } from "../../../model/reading.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { listed } from "../../path/names.ts";
import { readingsOf } from "../../path/walk-grant.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface NetworkControl extends Found {
  readonly refused: readonly ReadFailure[];
}

/** IAM names the layer that refuses (facts 5.6). */
const NAMES_A_POLICY = /(?:identity-based|resource-based|service control|session) policy|permissions boundary/i;
const NAMES_THE_NETWORK = /\bnetwork\b|\bVPC\b|\bsource IP\b|\bIP address\b/i;

export const identityStoreNetworkControl = defineCause<NetworkControl>({
  id: "identity-store-network-control",
  stage: "instance",
  rank: 9,
  title: "The identity store refuses reads from this network",
  facts: ["N3"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Likely when every read of the identity store was refused, reads of sso-admin were not, and AWS names the network or the caller is the root user of the management account, whom no IAM policy can refuse; possible for other callers as long as no refusal names a policy. Never proved: AWS does not document the text of this refusal.",
  documentation: {
    symptoms: [
      "AccessDeniedException from identitystore although IAM allows the action",
      "ListUsers works in CloudShell and is refused on a laptop",
      "SCIM synchronization stopped after network controls were enabled",
      "VpceAccessRequired",
      "ApiAllowSourceIps",
      "ScimAllowSourceIps",
    ],
    why: "Since October 2026, the identity store can be limited to VPC endpoints and source IP addresses (UpdateIdentityStore). Requests from elsewhere get AccessDenied whatever IAM allows, so what this tool would have read there is unknown. SCIM requests have their own list: an identity provider outside it can no longer synchronize users and groups. Requests that AWS services make are exempt, so the access portal keeps working.",
    whatToDo:
      "Run the command from an allowed network, or have an administrator of the identity store add its address to ApiAllowSourceIps. If users or groups are out of date, check that ScimAllowSourceIps has the addresses of the identity provider.",
    sources: ["https://aws.amazon.com/about-aws/whats-new/2026/10/aws-identity-store-network-controls/"],
  },
  find: (grant) => {
    const refused = grant.failures.filter(isOfTheStore);
    if (refused.length === 0 || !knownValue(grant.facts.instance)) return undefined;
    if (refused.some(isSaidWhy) || hasReadTheStore(grant)) return undefined;
    const isSure = refused.some(({ message }) => NAMES_THE_NETWORK.test(message)) || isManagementRoot(grant);
    const evidence = readingsOf(grant.facts).flatMap((reading) =>
      reading.state === "unknown" && isOfTheStore(reading.failure) ? evidenceOf(reading) : [],
    );
    return { confidence: isSure ? "likely" : "possible", evidence, refused };
  },
  explain: ({ refused, confidence }) =>
    `AWS refused every read of the identity store (${listed([...new Set(refused.map(({ operation }) => operation))])}), and reads of sso-admin were allowed. ${confidence === "likely" ? "Likely network controls" : "Network controls"} of the identity store ${confidence === "likely" ? "do" : "may do"} not let this network in. What these reads would return is unknown.`,
  remedy: () => ({
    kind: "human",
    summary: "Run the command from a network that the identity store allows, or have this one allowed",
    risk: "medium",
    steps: [
      "Read the network controls from an allowed network or in CloudShell (DescribeIdentityStore, which a current AWS CLI knows).",
      "Run the command from there, or have an administrator add this network's address to ApiAllowSourceIps with UpdateIdentityStore. That call replaces the whole configuration: repeat every list.",
      "If users or groups are out of date, check ScimAllowSourceIps against the addresses of the identity provider.",
    ],
  }),
});

/** A policy is named, or AWS gives its `Reason`, as for a key of KMS (facts A19). */
const isSaidWhy = ({ message, reason }: ReadFailure): boolean => reason !== undefined || NAMES_A_POLICY.test(message);

const isOfTheStore = ({ kind, service }: ReadFailure): boolean => kind === "refused" && service === "identitystore";

/** One that was answered came through the same network. */
const hasReadTheStore = ({ facts }: WalkedGrant): boolean =>
  facts.user.state === "known" || facts.groupIds.state === "known";

/** No IAM policy and no service control policy bears on this user (Organizations User Guide, "Service control policies"). */
function isManagementRoot({ facts }: WalkedGrant): boolean {
  const caller = knownValue(facts.caller);
  const owner = knownValue(facts.instance)?.ownerAccountId;
  return caller?.arn.endsWith(":root") === true && caller.accountId === owner;
}
