/** The user is entitled to a role that account access manager cannot take: its trust policy stands against it (facts AAM34 to AAM38, AAM46). */
import { knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { obstacleInWords, type TrustObstacle } from "../../families/account-access-trust.ts";
import { originSentence, templateSteps } from "../../families/role-template.ts";
import {
  type EntitledWay,
  howToOpen,
  NO_PERMISSION_SET_GIVES_IT,
  type SecondRoad,
  secondRoadOf,
  wayName,
} from "../../families/second-road.ts";
import { trustSteps, trustUpdate } from "../../families/trust-patch.ts";
import { userName } from "../../path/names.ts";

interface Mismatch extends Found {
  readonly road: SecondRoad;
  readonly way: EntitledWay;
  readonly obstacle: TrustObstacle;
}

export const entitlementTrustMismatch = defineCause<Mismatch>({
  id: "entitlement-trust-mismatch",
  stage: "assignment",
  rank: 21,
  title: "The entitled role no longer trusts account access manager",
  facts: ["AAM34", "AAM35", "AAM36", "AAM37", "AAM38", "AAM46", "N12", "N15"],
  noticedIn: "facts",
  explains: NO_PERMISSION_SET_GIVES_IT,
  standsAlone: false,
  confidenceRule: "Proved: the entitlement and the role's trust policy were read, and the policy refuses the service.",
  documentation: {
    symptoms: [
      "A role in the account access portal cannot be opened",
      "verifying role",
      "AccessDeniedException of the account access portal for a role that is listed there",
    ],
    why: "The role must trust account-access.amazonaws.com with sts:AssumeRole and sts:SetContext. The conditions compare aws:SourceAccount with the management account, not the account of the role, and aws:SourceArn with the ARN of the application. A new application has a new ARN, so roles that name the old one cannot be assumed. Account access manager checks this only when the entitlement is created and reports nothing later. sts:TagSession is optional: without it only the session tags are missing. A role that a role template made (SourceRoleTemplate in GetRole's answer) takes its trust policy from the template.",
    whatToDo:
      "Correct the role's trust policy: idc-doctor fix with --audit-role shows the new policy, asks, and replaces it. Then open the role in the account access portal again. For a role of a template it prints what to do at the template instead: such a role is not patched (inferred).",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-prepare-roles.html",
      "https://docs.aws.amazon.com/account-access/latest/APIReference/API_CreateEntitlement.html",
      "https://docs.aws.amazon.com/IAM/latest/APIReference/API_AcquireRole.html",
    ],
  },
  find: (grant) => {
    const road = secondRoadOf(grant);
    if (!road || road.ways.some(({ standing }) => standing.kind === "trusts")) return undefined;
    const way = road.ways.find(({ standing }) => standing.kind === "refuses");
    if (way?.standing.kind !== "refuses") return undefined;
    return { confidence: "proved", evidence: road.evidence, road, way, obstacle: way.standing.obstacle };
  },
  explain: ({ way, obstacle }, grant) =>
    `${userName(grant)} is entitled to ${wayName(way)}, which account access manager cannot assume: ${obstacleInWords(obstacle)}.${originSentence(way.entitlement)}`,
  remedy: ({ road, way }, grant) => {
    const { roleArn, accountId, accountName, trustPolicy } = way.entitlement;
    const role = { roleArn, applicationArn: road.facts.application.arn, trustPolicy: knownValue(trustPolicy) ?? "" };
    const common = { summary: `Correct the trust policy of ${way.roleName}`, risk: "medium" } as const;
    const atTemplate = templateSteps(way.entitlement, role.applicationArn);
    const steps = [...(atTemplate ?? trustSteps(role)), howToOpen(road, grant)];
    if (atTemplate)
      return {
        kind: "human",
        ...common,
        summary: way.entitlement.template
          ? `Correct the trust policy of ${way.roleName} at its role template`
          : `Have AWS correct the trust policy of ${way.roleName}`,
        steps,
      };
    // Whoever asked about something else did not ask for this role.
    const { permissionSet } = grant.facts.question;
    const isMeant = permissionSet === null || permissionSet === way.roleName;
    const change = isMeant ? trustUpdate(role, { accountId, accountName }) : undefined;
    return change
      ? { kind: "api", ...common, changes: [change], notes: steps, roleArn }
      : { kind: "human", ...common, steps };
  },
});
