/** Account access manager: entitlements that come and go, and roles that stop trusting it (facts AAM4, AAM10, AAM38). */
import { APPLICATION, ENTITLED_ROLES, trusting } from "../beginning.ts";
import { alive, type HistoryWorld, oneOf, tell, wasDone } from "../world.ts";
import type { Step } from "./step.ts";

interface EntitlementRow {
  readonly entitlementId: string;
  readonly entitlement: { readonly principalRole: { readonly roleArn: string } };
}

/** Those of one account, as AWS lists them. */
async function entitlementsIn({ api }: HistoryWorld, account: string): Promise<readonly EntitlementRow[]> {
  const answer = await api.accountAccess("POST", "/entitlements-list", {
    applicationArn: APPLICATION,
    filter: { principalRole: { account } },
  });
  return wasDone(answer) ? (answer.output["entitlements"] as readonly EntitlementRow[]) : [];
}

async function setTrust({ api }: HistoryWorld, account: string, applicationArn: string) {
  return api.iam(account, {
    Action: "UpdateAssumeRolePolicy",
    RoleName: "Developer",
    PolicyDocument: JSON.stringify(trusting(applicationArn)),
  });
}

const changeTrust =
  (words: string, applicationArn: string): Step =>
  async (world) => {
    const role = world.random.pick(ENTITLED_ROLES);
    return tell(`${words} ${role.arn}`, await setTrust(world, role.account, applicationArn));
  };

export const entitlementSteps: Readonly<Record<string, Step>> = {
  entitle: async (world) => {
    const isGroup = world.random.isHit(0.6);
    const principal = oneOf(world, alive(isGroup ? world.groups : world.users));
    if (!principal) return undefined;
    const role = world.random.pick(ENTITLED_ROLES);
    const identityCenter = isGroup ? { groupId: principal.id } : { userId: principal.id };
    const answer = await world.api.accountAccess("POST", "/entitlements", {
      applicationArn: APPLICATION,
      entitlement: { principalRole: { principal: { identityCenter }, roleArn: role.arn } },
    });
    return tell(`entitle ${principal.name} to ${role.arn}`, answer);
  },
  "take-entitlement-away": async (world) => {
    const role = world.random.pick(ENTITLED_ROLES);
    const row = oneOf(world, await entitlementsIn(world, role.account));
    if (!row) return undefined;
    const path = `/entitlements/${row.entitlementId}?applicationArn=${encodeURIComponent(APPLICATION)}`;
    return tell(`delete entitlement ${row.entitlementId}`, await world.api.accountAccess("DELETE", path));
  },
  "break-trust": changeTrust("name a former application in the trust policy of", APPLICATION.replace("1234", "9999")),
  "correct-trust": changeTrust("correct the trust policy of", APPLICATION),
};
