/** What an answer did not look at, in words: the facts that a diagnosis reads have names of their own, which no reader knows. */
import type { AccountIamFacts, PolicyLayerFacts } from "../facts/grant/additional-facts.ts";
import type { ConsoleSignInFacts } from "../facts/grant/console-sign-in.ts";
import type { AdditionalFacts } from "../facts/grant/grant-facts.ts";

type Part =
  | Exclude<keyof AdditionalFacts, "used" | "eventsLeftOut" | "namesakesLeftOut" | "before">
  | keyof AccountIamFacts
  | keyof PolicyLayerFacts
  | keyof ConsoleSignInFacts;

const PARTS: Readonly<Record<Part, string>> = {
  trail: "CloudTrail",
  iam: "IAM in the account",
  layers: "the policies that decide the action",
  consoleSignIn: "Sign-In policies",
  attributes: "attributes for access control",
  content: "the content of the permission set",
  trustedServices: "trusted access of the organization",
  applications: "the user's applications",
  secondRoad: "account access manager",
  permissionSetsEnabled: "whether permission sets are on",
  namesakes: "other records of the same person",
  ownGroups: "the user's groups",
  held: "what else the user has in the account",
  setsInAccount: "how many sets the account has",
  formerSetArn: "the set's former ARN",
  client: "the user's own AWS configuration",
  role: "the role in the account",
  samlProviderArns: "the account's SAML providers",
  hasServiceLinkedRole: "the service-linked role",
  summary: "the IAM quotas of the account",
  customerPolicies: "the customer managed policies of the account",
  serviceControl: "service control policies",
  resourceControl: "resource control policies",
  boundary: "the permissions boundary",
  identity: "the policies of the permission set",
  elsewhere: "the policies of the role in the other account",
  ofAccount: "console authorization of the account",
  ofOrganization: "console authorization of the organization",
  policy: "the account's own Sign-In policy",
};

const isPart = (what: string): what is Part => Object.hasOwn(PARTS, what);

/** A fact in words; other words as they are. */
export const partWords = (what: string): string => (isPart(what) ? PARTS[what] : what);
