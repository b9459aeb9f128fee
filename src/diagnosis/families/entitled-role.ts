/** Whether roles of account access manager can be taken, as far as a document knows their trust policies (facts AAM34 to AAM37). */
import type { EntitledRoleFacts } from "../../facts/grant/second-road.ts";
import { type Judgement, YES } from "../../facts/organization/judgement.ts";
import { customerRoleArn } from "../../model/organization-document/account-iam.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { accountAccessTrust, obstacleInWords } from "./account-access-trust.ts";

export interface EntitledRole {
  readonly applicationArn: string;
  readonly roleArn: string;
}

/** Judges the trust policies of a document. `yes` where it holds none of the role: the portal lists the role all the same. */
export type TrustJudge = (role: EntitledRole) => Judgement;

export function trustJudge(document: OrganizationDocument): TrustJudge {
  const roles = entitledRoles(document);
  return ({ applicationArn, roleArn }) => {
    const role = roles.get(roleArn);
    if (role === undefined) return YES;
    const answer = accountAccessTrust(role.trustPolicy, { applicationArn });
    switch (answer.kind) {
      case "trusts":
        return YES;
      case "unknown":
        return {
          answer: "unknown",
          stage: "role session",
          reason: "a condition of the role's trust policy depends on what is not known",
        };
      case "refuses":
        return { answer: "no", stage: "role session", reason: obstacleInWords(answer.obstacle) };
    }
  };
}

/** By the ARN of the role. */
export function entitledRoles({
  accounts,
  entitlements,
}: OrganizationDocument): ReadonlyMap<string, EntitledRoleFacts> {
  if (entitlements.length === 0) return new Map();
  return new Map(
    accounts.flatMap(({ id, iam }) =>
      (iam?.roles ?? []).map((role) => {
        const { trustPolicy, template } = role;
        return [customerRoleArn(id, role), { trustPolicy, template }] as const;
      }),
    ),
  );
}
