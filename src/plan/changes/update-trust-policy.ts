/** Replaces the trust policy of a role, so that account access manager may take it, or as it was before (facts AAM34 to AAM38). */
import { accountAccessTrust, trustsEveryApplication } from "../../diagnosis/families/account-access-trust.ts";
import type { TrustUpdate } from "../../model/change.ts";
import { parseRoleArn } from "../../model/reserved-role.ts";
import type { KindOfChange } from "../change-kind.ts";
import { roleWords } from "./create-entitlement.ts";

export const updateTrustPolicy: KindOfChange<"update-trust-policy"> = {
  describe: ({ trust }) => `Replace the trust policy of ${roleWords(trust)}`,
  effects: ({ trust }) => [effectOf(trust), `the new trust policy is ${trust.after}`],
  risk: "medium",
  call: ({ trust: { roleArn, accountId, after } }) => ({
    service: "iam",
    operation: "UpdateAssumeRolePolicy",
    input: { RoleName: parseRoleArn(roleArn)?.roleName ?? "", PolicyDocument: after },
    inAccount: accountId,
  }),
  polling: undefined,
  goal: { kind: "trust" },
  undo: ({ kind, trust }) => ({ kind, trust: { ...trust, before: trust.after, after: trust.before } }),
};

function effectOf(trust: TrustUpdate): string {
  const { applicationArn, before, after } = trust;
  const isTaken = accountAccessTrust(after, { applicationArn }).kind !== "refuses";
  if (!isTaken) return `removes: account access manager can no longer take ${roleWords(trust)}`;
  if (accountAccessTrust(before, { applicationArn }).kind === "refuses")
    return `adds: everybody who is entitled to ${roleWords(trust)} can open it`;
  return trustsEveryApplication(after)
    ? `adds: account access manager of any organization can take ${roleWords(trust)}`
    : `removes: account access manager of other organizations can no longer take ${roleWords(trust)}`;
}
