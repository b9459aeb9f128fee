/** Whether roles of account access manager can be taken, as far as a document knows their trust policies (facts AAM34 to AAM37). */
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
  const policies = trustPolicies(document);
  return ({ applicationArn, roleArn }) => {
    const policy = policies.get(roleArn);
    if (policy === undefined) return YES;
    const answer = accountAccessTrust(policy, { applicationArn });
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
export function trustPolicies({ accounts, entitlements }: OrganizationDocument): ReadonlyMap<string, string> {
  if (entitlements.length === 0) return new Map();
  return new Map(
    accounts.flatMap(({ id, iam }) =>
      (iam?.roles ?? []).map((role) => [customerRoleArn(id, role), role.trustPolicy] as const),
    ),
  );
}
