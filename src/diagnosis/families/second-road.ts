/** What the causes of the second road share: the entitlements that reach the user, and how each role stands (facts AAM4, AAM18). */
import type { ApplicationState, EntitlementFacts, SecondRoadFacts } from "../../facts/grant/second-road.ts";
import type { CauseId } from "../../model/cause-ids.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import { evidenceOf, knownValue } from "../../model/reading.ts";
import { listed, userName } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { accountAccessTrust, type TrustAnswer } from "./account-access-trust.ts";

/** How the role of an entitlement stands: `unread` without a way into its account. */
/** The causes of the first road that an entitlement explains: no permission set gives the access. */
export const NO_PERMISSION_SET_GIVES_IT = [
  "no-assignment",
  "not-a-member",
  "provisioned-not-assigned",
  "other-set-assigned",
  "other-account-assigned",
  "permission-sets-switched-off",
] as const satisfies readonly CauseId[];

export type RoleStanding = TrustAnswer | { readonly kind: "missing" } | { readonly kind: "unread" };

export interface EntitledWay {
  readonly entitlement: EntitlementFacts;
  readonly roleName: string;
  readonly standing: RoleStanding;
}

export interface SecondRoad {
  readonly facts: SecondRoadFacts;
  /** Undefined: it was not read. */
  readonly state: ApplicationState | null | undefined;
  /** At least one. */
  readonly ways: readonly EntitledWay[];
  readonly evidence: readonly EvidenceId[];
}

/** The second road of a user whom no permission set reaches; undefined where no entitlement does either. */
export function secondRoadOf(grant: WalkedGrant): SecondRoad | undefined {
  const { secondRoad } = grant.facts.additional;
  const facts = knownValue(secondRoad);
  if (!facts || facts.entitlements.length === 0 || grant.isAssigned) return undefined;
  const all = facts.entitlements.map((entitlement) => wayOf(entitlement, facts.application.arn));
  const meant = all.filter(({ roleName }) => roleName === grant.facts.question.permissionSet);
  const ways = meant.length > 0 ? meant : all;
  const proof = ways.flatMap(({ entitlement }) => evidenceOf(entitlement.trustPolicy));
  return {
    facts,
    state: knownValue(facts.state),
    ways,
    evidence: [...evidenceOf(secondRoad), ...evidenceOf(facts.state), ...proof, ...evidenceOf(grant.facts.attached)],
  };
}

function wayOf(entitlement: EntitlementFacts, applicationArn: string): EntitledWay {
  const { trustPolicy, roleArn } = entitlement;
  const text = knownValue(trustPolicy);
  const standing: RoleStanding =
    text === undefined
      ? { kind: "unread" }
      : text === null
        ? { kind: "missing" }
        : accountAccessTrust(text, { applicationArn });
  return { entitlement, roleName: roleArn.slice(roleArn.lastIndexOf("/") + 1), standing };
}

/** Whether something else keeps the user out of the portal or the account, whatever they are entitled to (facts A7, A12). */
export function isShutOut({ facts }: WalkedGrant, { entitlement }: EntitledWay): boolean {
  const [home, person, place] = [knownValue(facts.instance), knownValue(facts.user), knownValue(facts.account)];
  if (person?.status === "DISABLED" || (home && home.status !== "ACTIVE")) return true;
  // Null: the account left the organization.
  return entitlement.accountId === facts.accountId && (place === null || (place && place.state !== "ACTIVE")) === true;
}

/** `role Developer in sandbox by group Developers`. */
export function wayName({ entitlement, roleName }: EntitledWay): string {
  const { principal, groupName, accountName, accountId } = entitlement;
  const via = principal.type === "GROUP" ? `by group ${groupName ?? principal.id}` : "directly";
  return `role ${roleName} in ${accountName ?? accountId} ${via}`;
}

export const waysInWords = (ways: readonly EntitledWay[]): string => listed(ways.map(wayName));

/** Facts AAM3; the tenant names the portal. */
export function portalOf({ application }: SecondRoadFacts): string {
  const region = application.arn.split(":")[3] ?? "us-east-1";
  return application.tenantId === undefined
    ? "the account access portal (a tile on the Applications tab of the access portal)"
    : `https://${application.tenantId}.account-access.${region}.app.aws`;
}

/** Facts AAM18, AAM20. */
export const howToOpen = (road: SecondRoad, grant: WalkedGrant): string =>
  `Let ${userName(grant)} sign in at ${portalOf(road.facts)}. In the CLI, \`aws login\` gives this access; \`aws sso login\` does not.`;
